package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The one thread of this process that writes. It takes all the work that is waiting, runs it in one transaction, commits
 * once (one fsync for all), and only then answers each. A job that fails takes back its own changes only.
 */
final class SqliteWriter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SqliteWriter.class);
    private static final int QUEUE = 4096;
    private static final int GROUP = 255;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Other processes of this host want to write as well. */
    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private record Job<T>(Function<Tx, T> work, CompletableFuture<Written<T>> done) {}

    /** What a job came to inside the transaction; it may be told only after the commit. */
    private record Outcome(List<Event> events, Runnable tell) {}

    private final DataSource source;
    private final Listeners listeners;
    private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private final Outage outage = new Outage();
    private volatile boolean closed;
    private volatile boolean checkpointWanted;
    private Sql sql;

    SqliteWriter(DataSource source, Listeners listeners) {
        this.source = source;
        this.listeners = listeners;
        this.thread = Thread.ofPlatform().name("sqlite-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Waits until the work is committed. */
    <T> Written<T> write(Function<Tx, T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a transaction cannot start another one");
        }
        var job = new Job<>(work, new CompletableFuture<Written<T>>());
        if (!closed && !queue.offer(job)) {
            throw new Refusal.Unavailable("OVERLOADED", "too many writes are waiting", RETRY);
        }
        // Looked at after the offer: either the writer is still there to take it, or it is taken back here.
        if (closed && (queue.remove(job) || !thread.isAlive())) {
            throw new Refusal.Unavailable("SHUTTING_DOWN", "this process is about to stop", RETRY);
        }
        try {
            return job.done().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void run() {
        List<Job<?>> group = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            group.clear();
            try {
                Job<?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, GROUP - 1);
                    commit(group);
                }
                if (checkpointWanted) {
                    checkpoint();
                }
            } catch (InterruptedException e) {
                closed = true;
            } catch (Throwable e) {
                // Whatever it is, an Error as well: this thread must live, and nobody may wait for ever.
                abandon(e, group);
            }
        }
    }

    /**
     * Between two transactions, copy what is left of the write-ahead log into the file: only when all of it is copied,
     * and nothing written meanwhile, it starts again at its beginning. Worth it when little is left.
     */
    void finishCheckpoint() {
        checkpointWanted = true;
    }

    private void checkpoint() {
        checkpointWanted = false;
        try {
            if (sql != null) {
                sql.list(row -> null, "PRAGMA wal_checkpoint(PASSIVE)");
            }
        } catch (DatabaseFault e) {
            LOG.debugf("the write-ahead log was not copied: %s", e.getMessage());
        }
    }

    private void commit(List<Job<?>> group) {
        int next = 0;
        while (next < group.size()) {
            List<Job<?>> rest = group.subList(next, group.size());
            List<Outcome> outcomes;
            try {
                outcomes = transaction(rest);
            } catch (RuntimeException | Error e) {
                abandon(e, rest);
                return;
            }
            outage.worked();
            tell(outcomes);
            next += outcomes.size();
        }
    }

    /**
     * One transaction of as many jobs as fit into its time. Jobs seldom fail after they wrote something, so that is not
     * provided for at first: it costs each job two statements. Where it happens all is run again, with savepoints.
     */
    private List<Outcome> transaction(List<Job<?>> jobs) {
        try {
            return transaction(jobs, this::attempt);
        } catch (HalfDone e) {
            sql.execute("ROLLBACK");
            return transaction(jobs, this::attemptBehindSavepoint);
        }
    }

    private List<Outcome> transaction(List<Job<?>> jobs, Function<Job<?>, Outcome> attempt) {
        List<Outcome> outcomes = new ArrayList<>();
        connect().execute("BEGIN IMMEDIATE");
        sql.forgetPosition();
        long until = System.nanoTime() + HOLD_NANOS;
        for (Job<?> job : jobs) {
            outcomes.add(attempt.apply(job));
            if (System.nanoTime() >= until) {
                break;
            }
        }
        sql.execute("COMMIT");
        return outcomes;
    }

    /** A job failed after it wrote something. */
    private static final class HalfDone extends RuntimeException {
        HalfDone() {
            super(null, null, false, false);
        }
    }

    /** @throws HalfDone where the transaction can only be rolled back */
    private Outcome attempt(Job<?> job) {
        long writes = sql.writes();
        try {
            return done(job);
        } catch (RuntimeException e) {
            mustBeTheJobsOwn(e);
            if (sql.writes() != writes) {
                throw new HalfDone();
            }
            return failed(job, e);
        }
    }

    private Outcome attemptBehindSavepoint(Job<?> job) {
        sql.execute("SAVEPOINT job");
        Outcome outcome;
        try {
            outcome = done(job);
        } catch (RuntimeException e) {
            mustBeTheJobsOwn(e);
            sql.execute("ROLLBACK TO job");
            sql.forgetPosition();
            outcome = failed(job, e);
        }
        sql.execute("RELEASE job");
        return outcome;
    }

    /** A database that fails has failed all. */
    private static void mustBeTheJobsOwn(RuntimeException e) {
        if (e instanceof DatabaseFault fault && fault.unavailable()) {
            throw fault;
        }
    }

    private <T> Outcome done(Job<T> job) {
        var tx = new JdbcTx(sql);
        T result = job.work().apply(tx);
        return new Outcome(tx.added(), () -> job.done().complete(new Written<>(result, tx.added())));
    }

    private static Outcome failed(Job<?> job, RuntimeException e) {
        return new Outcome(List.of(), () -> job.done().completeExceptionally(e));
    }

    private void tell(List<Outcome> outcomes) {
        List<Event> events = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            outcome.tell().run();
            events.addAll(outcome.events());
        }
        listeners.committed(events);
    }

    /** The transaction as a whole failed: nothing of it is stored, everyone may try again. */
    private void abandon(Throwable e, List<Job<?>> jobs) {
        outage.failed(e.getMessage());
        disconnect();
        jobs.forEach(job -> job.done()
                .completeExceptionally(new Refusal.Unavailable(
                        "DATABASE_UNAVAILABLE", "the database cannot be written at the moment", RETRY)));
    }

    private Sql connect() {
        if (sql == null) {
            try {
                Connection connection = source.getConnection();
                sql = Sql.writing(connection, Dialect.SQLITE);
            } catch (SQLException e) {
                throw new DatabaseFault(Dialect.SQLITE, e);
            }
        }
        return sql;
    }

    /** A connection that failed is given up, open transaction and all: the next group starts with a new one. */
    private void disconnect() {
        if (sql == null) {
            return;
        }
        try {
            sql.execute("ROLLBACK");
        } catch (DatabaseFault e) {
            LOG.debugf("nothing to roll back: %s", e.getMessage());
        }
        try {
            sql.close();
        } catch (DatabaseFault e) {
            LOG.debugf("the connection did not close: %s", e.getMessage());
        }
        sql = null;
    }

    /** Ends after what is queued was committed. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread.join(Duration.ofSeconds(3))) {
                disconnect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.mosaicstack.store;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The one connection that writes, and the transactions on it, each of many jobs. For one thread. */
final class GroupCommit {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    /** Other processes of this host want to write as well. */
    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    record Job<T>(Function<Tx, T> work, CompletableFuture<Written<T>> done) {}

    /** What a job came to inside the transaction; it may be told only after the commit. */
    record Outcome(List<Event> events, Runnable tell) {}

    private final DataSource source;
    private Sql sql;

    GroupCommit(DataSource source) {
        this.source = source;
    }

    /**
     * One transaction of as many jobs as fit into its time. Jobs seldom fail after they wrote something, so that is not
     * provided for at first: it costs each job two statements. Where it happens all is run again, with savepoints.
     */
    List<Outcome> transaction(List<Job<?>> jobs) {
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

    private Sql connect() {
        if (sql == null) {
            try {
                sql = Sql.writing(source.getConnection(), Dialect.SQLITE);
            } catch (SQLException e) {
                throw new DatabaseFault(Dialect.SQLITE, e);
            }
        }
        return sql;
    }

    /** A connection that failed is given up, open transaction and all: the next group starts with a new one. */
    void disconnect() {
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

    /** Between two transactions. What cannot be copied now is copied later. */
    void checkpoint() {
        try {
            if (sql != null) {
                sql.list(row -> null, "PRAGMA wal_checkpoint(PASSIVE)");
            }
        } catch (DatabaseFault e) {
            LOG.debugf("the write-ahead log was not copied: %s", e.getMessage());
        }
    }
}

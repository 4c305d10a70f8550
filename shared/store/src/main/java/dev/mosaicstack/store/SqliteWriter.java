package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.store.GroupCommit.Job;
import dev.mosaicstack.store.GroupCommit.Outcome;
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

    private final GroupCommit connection;
    private final Listeners listeners;
    private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private final Outage outage = new Outage();
    private volatile boolean closed;
    private volatile boolean checkpointWanted;

    SqliteWriter(DataSource source, Listeners listeners) {
        this.connection = new GroupCommit(source);
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
        if (closed) {
            throw shuttingDown();
        }
        if (!queue.offer(job)) {
            throw new Refusal.Unavailable("OVERLOADED", "too many writes are waiting", RETRY);
        }
        // Looked at after the offer: either the writer is still there to take it, or it is taken back here.
        if (closed && (queue.remove(job) || !thread.isAlive())) {
            throw shuttingDown();
        }
        try {
            return job.done().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Refusal shuttingDown() {
        return new Refusal.Unavailable("SHUTTING_DOWN", "this process is about to stop", RETRY);
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
                    checkpointWanted = false;
                    connection.checkpoint();
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

    private void commit(List<Job<?>> group) {
        int next = 0;
        while (next < group.size()) {
            List<Job<?>> rest = group.subList(next, group.size());
            List<Outcome> outcomes;
            try {
                outcomes = connection.transaction(rest);
            } catch (RuntimeException | Error e) {
                abandon(e, rest);
                return;
            }
            outage.worked();
            tell(outcomes);
            next += outcomes.size();
        }
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
        connection.disconnect();
        jobs.forEach(job -> job.done()
                .completeExceptionally(new Refusal.Unavailable(
                        "DATABASE_UNAVAILABLE", "the database cannot be written at the moment", RETRY)));
    }

    /** Ends after what is queued was committed. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread.join(Duration.ofSeconds(3))) {
                connection.disconnect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.mosaicstack.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What an SQLite file needs now and then from each process that writes to it, on one thread of its own. */
final class SqliteUpkeep implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SqliteUpkeep.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final ThreadFactory THREADS =
            Thread.ofPlatform().name("sqlite-upkeep").daemon().factory();

    private final Checkpoints checkpoints;
    private final Optional<ProcessRow> process;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(THREADS);

    /** @param process empty where one boot cannot be told from another */
    SqliteUpkeep(Checkpoints checkpoints, Optional<ProcessRow> process) {
        this.checkpoints = checkpoints;
        this.process = process;
    }

    /** @param left rows that nobody renews, to be taken away */
    void start(List<HostCheck.Seen> left) {
        process.ifPresent(row -> row.enter(left));
        every(LOOK, checkpoints::look);
        process.ifPresent(row -> every(ProcessRow.RENEW, row::renew));
    }

    private void every(Duration pause, Runnable work) {
        thread.scheduleWithFixedDelay(() -> once(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What it throws would be the end of it: it would never be scheduled again. */
    private static void once(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("the upkeep of the SQLite file failed in a round", e);
        }
    }

    /** Before the store is closed. A checkpoint under way ends first: nothing of it is lost otherwise, but repeated. */
    @Override
    public void close() {
        thread.close();
        process.ifPresent(ProcessRow::leave);
        checkpoints.close();
    }
}

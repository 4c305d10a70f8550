package dev.mosaicstack.core;

import dev.mosaicstack.core.agent.SignsOfLife;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.core.coordination.Relay;
import dev.mosaicstack.core.retention.Retention;
import dev.mosaicstack.core.session.ManageSessions;
import dev.mosaicstack.core.task.EndOverdueTasks;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/** What time does to sessions, agents, tasks and requests. Run every second; any number of copies is harmless. */
@Singleton
public final class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);

    /** Enough to catch up after an outage, and an end if something moves each time it is looked at. */
    private static final int MOST_ROUNDS = 100;

    private final Map<String, IntSupplier> stages = new LinkedHashMap<>();
    private final Retention retention;
    private final Lock underWay = new ReentrantLock();
    private volatile boolean stopped;

    public Sweep(
            ManageSessions sessions,
            SignsOfLife agents,
            EndOverdueTasks tasks,
            Relay requests,
            WatchBackups backups,
            Retention retention) {
        this.retention = retention;
        stages.put("sessions", sessions::sweep);
        stages.put("agents", agents::sweep);
        stages.put("deadlines", tasks::sweepDeadlines);
        stages.put("leases", tasks::sweepLeases);
        stages.put("requests", requests::sweep);
        stages.put("backups", backups::sweep);
    }

    /**
     * Each kind until nothing of it is left; one that fails does not keep the others from their turn. Then a little of
     * what is old is forgotten.
     */
    public void once() {
        underWay.lock();
        try {
            stages.forEach(this::each);
            retention.round(() -> stopped);
        } finally {
            underWay.unlock();
        }
    }

    /** No further round begins, and the one under way has ended: the database may be closed. */
    public void stop() {
        stopped = true;
        underWay.lock();
        underWay.unlock();
    }

    private void each(String kind, IntSupplier stage) {
        try {
            int rounds = 0;
            while (!stopped && rounds < MOST_ROUNDS && stage.getAsInt() > 0) {
                rounds++;
            }
        } catch (RuntimeException e) {
            LOG.warnf("the sweep of %s is put off: %s", kind, e.getMessage());
        }
    }
}

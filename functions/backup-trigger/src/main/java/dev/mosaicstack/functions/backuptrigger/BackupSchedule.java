package dev.mosaicstack.functions.backuptrigger;

import dev.mosaicstack.core.backup.PlanBackups;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.backuptrigger.plan.BackupSettings;
import dev.mosaicstack.functions.backuptrigger.plan.Plans;
import dev.mosaicstack.functions.backuptrigger.run.Worker;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Does runs, and looks at the schedules, for as long as this process runs. */
@Singleton
final class BackupSchedule {

    private static final Logger LOG = Logger.getLogger(BackupSchedule.class);

    private final BackupSettings settings;
    private final Plans plans;
    private final PlanBackups plan;
    private final WatchBackups watch;
    private final Worker worker;

    BackupSchedule(BackupSettings settings, Plans plans, PlanBackups plan, WatchBackups watch, Worker worker) {
        this.settings = settings;
        this.plans = plans;
        this.plan = plan;
        this.watch = watch;
        this.worker = worker;
    }

    /** What is overdue is told at once: that may be why this process was started. Without a database, once that answers. */
    void start(@Observes StartupEvent event) {
        try {
            plan.register();
            watch.sweep();
        } catch (Refusal.Unavailable e) {
            LOG.debugf("the worker registers the policies: %s", e.getMessage());
        }
        if (settings.enabled() && !plans.byName().isEmpty()) {
            worker.start(settings.scheduled());
        }
    }

    /** While the database is still there: how it ended can be written down. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        worker.stop();
    }
}

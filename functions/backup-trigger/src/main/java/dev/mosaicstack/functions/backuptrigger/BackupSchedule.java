package dev.mosaicstack.functions.backuptrigger;

import dev.mosaicstack.core.backup.PlanBackups;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.functions.backuptrigger.plan.BackupSettings;
import dev.mosaicstack.functions.backuptrigger.plan.Plans;
import dev.mosaicstack.functions.backuptrigger.run.Worker;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Does runs, and looks at the schedules, for as long as this process runs. */
@Singleton
final class BackupSchedule {

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

    /** What is overdue is told at once: that may be why this process was started. */
    void start(@Observes StartupEvent event) {
        plan.register();
        watch.sweep();
        if (settings.enabled() && !plans.byName().isEmpty()) {
            worker.start(settings.scheduled());
        }
    }

    /** While the database is still there: how it ended can be written down. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        worker.stop();
    }
}

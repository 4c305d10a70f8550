package dev.mosaicstack.functions.allinone;

import dev.mosaicstack.core.Sweep;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Ends leases, sessions and requests whose time is over, once a second. */
@Singleton
final class SweepSchedule {

    private final Sweep sweep;

    SweepSchedule(Sweep sweep) {
        this.sweep = sweep;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            // A start that fails takes its beans down one by one: a sweep in between would make some of them anew.
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void once() {
        sweep.once();
    }

    /** Before the database is closed: a sweep that finds it closed would hold up the stop. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        sweep.stop();
    }
}

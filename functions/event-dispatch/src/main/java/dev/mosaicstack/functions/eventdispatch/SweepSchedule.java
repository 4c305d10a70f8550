package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.Sweep;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Ends leases, sessions and requests whose time is over, once a second. */
@Singleton
final class SweepSchedule {

    private static final int LAST = jakarta.interceptor.Interceptor.Priority.PLATFORM_AFTER;

    private final Sweep sweep;

    SweepSchedule(Sweep sweep) {
        this.sweep = sweep;
    }

    /**
     * The scheduler is halted until here. It would begin while beans are still being made, and a sweep during a start
     * that fails makes some of them once more. So this comes after all others that observe the start: each of them may refuse
     * it, as a backup policy that cannot be does.
     */
    void start(@Observes @Priority(LAST) StartupEvent event, Scheduler scheduler) {
        // A process that does one backup and ends has none.
        if (scheduler.isStarted()) {
            scheduler.resume();
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void once() {
        sweep.once();
    }

    /**
     * Before the database is closed: a sweep that finds it closed would hold up the stop, and what the scheduler begins after
     * that fails with a stack trace.
     */
    void stop(@Observes ShutdownDelayInitiatedEvent event, Scheduler scheduler) {
        if (scheduler.isStarted()) {
            scheduler.pause();
        }
        sweep.stop();
    }
}

package dev.mosaicstack.functions.allinone;

import dev.mosaicstack.core.Sweep;
import dev.mosaicstack.core.error.Refusal;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Ends leases, sessions and requests whose time is over, once a second. */
@Singleton
final class SweepSchedule {

    private static final Logger LOG = Logger.getLogger(SweepSchedule.class);

    private final Sweep sweep;

    SweepSchedule(Sweep sweep) {
        this.sweep = sweep;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void once() {
        try {
            sweep.once();
        } catch (Refusal refusal) {
            LOG.warnf("the sweep is put off: %s", refusal.getMessage());
        }
    }
}

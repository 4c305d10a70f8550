package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.metricsscrape.plan.MetricsSettings;
import dev.mosaicstack.functions.metricsscrape.scrape.Schedule;
import dev.mosaicstack.functions.metricsscrape.scrape.Turns;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Looks at the targets for as long as this process runs. */
@Singleton
final class MetricsSchedule {

    private static final Logger LOG = Logger.getLogger(MetricsSchedule.class);

    private final MetricsSettings settings;
    private final Schedule schedule;
    private final Turns turns;
    private final Clock clock;

    MetricsSchedule(MetricsSettings settings, Schedule schedule, Turns turns, Clock clock) {
        this.settings = settings;
        this.schedule = schedule;
        this.turns = turns;
        this.clock = clock;
    }

    /** By now the settings are judged; before anything else begins its work, which would have to say why it ends at once. */
    void judge(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        LOG.debugf("targets and rules are good; scheduled: %s", settings.scheduled());
    }

    void start(@Observes StartupEvent event) {
        if (settings.scheduled()) {
            schedule.start();
        }
    }

    /** While the database is still there. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        schedule.stop();
        try {
            turns.leave(clock.instant());
        } catch (Refusal.Unavailable e) {
            LOG.debugf("whoever comes next waits for its turn: %s", e.getMessage());
        }
    }
}

package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.retention.Keep;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionBeansTest {

    private record Settings(
            Duration deliveries,
            Duration tasks,
            Duration requests,
            Duration events,
            Duration sessions,
            Duration audit,
            Duration analytics,
            Duration backups,
            Duration alerts)
            implements RetentionSettings {}

    @Test
    void whatIsSetIsKept() {
        Duration day = Duration.ofDays(1);
        assertThat(new RetentionBeans().keep(new Settings(day, day, day, day, day, day, day, day, day)))
                .isEqualTo(new Keep(day, day, day, day, day, day, day, day, day));
    }

    @ParameterizedTest(name = "{9}")
    @CsvSource({
        "PT23H, P1D, P1D, P1D, P1D, P9D, P2D, P1D, P1D, mosaic.retention.deliveries (PT23H) is shorter than the day",
        "P1D, PT59M, P1D, P1D, P1D, P9D, P2D, P1D, P1D, mosaic.retention.tasks (PT59M) is shorter than an hour",
        "P1D, P1D, PT-1H, P1D, P1D, P9D, P2D, P1D, P1D, mosaic.retention.requests (PT-1H) is shorter than an hour",
        "P2D, P1D, P1D, P1D, P1D, P9D, P2D, P1D, P1D, mosaic.retention.events (PT24H) is shorter than mosaic.retention.deliveries",
        "P1D, P2D, P1D, P1D, P1D, P9D, P2D, P1D, P1D, mosaic.retention.sessions (PT24H) is shorter than mosaic.retention.tasks",
        "P1D, P1D, P2D, P1D, P1D, P9D, P2D, P1D, P1D, mosaic.retention.sessions (PT24H) is shorter than mosaic.retention.requests",
        "P1D, P1D, P1D, P2D, P2D, P1D, P2D, P1D, P1D, mosaic.retention.audit (PT24H) is shorter than mosaic.retention.events",
        "P1D, P1D, P1D, P1D, P1D, P1D, PT23H, P1D, P1D, mosaic.retention.analytics (PT23H) is shorter than a day",
        "P1D, P1D, P1D, P1D, P1D, P1D, P1D, PT23H, P1D, mosaic.retention.backups (PT23H) is shorter than a day",
        "P1D, P1D, P1D, P1D, P1D, P1D, P1D, P1D, PT23H, mosaic.retention.alerts (PT23H) is shorter than a day"
    })
    void whatWouldBreakSomethingElseIsRefusedByName(
            Duration deliveries,
            Duration tasks,
            Duration requests,
            Duration events,
            Duration sessions,
            Duration audit,
            Duration analytics,
            Duration backups,
            Duration alerts,
            String line) {
        var settings = new Settings(deliveries, tasks, requests, events, sessions, audit, analytics, backups, alerts);
        assertThatThrownBy(() -> new RetentionBeans().keep(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(line);
    }
}

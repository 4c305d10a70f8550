package dev.mosaicstack.store;

import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.webhook.TakeWebhooks;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What retention needs from the settings. */
@Singleton
final class RetentionBeans {

    private static final String PREFIX = "mosaic.retention.";

    /** An hour in which to ask what became of it. */
    private static final Duration LEAST = Duration.ofHours(1);

    private static final Duration DAY = Duration.ofDays(1);

    /** @throws ConfigurationException where one is so short that something else would break; names it */
    @Produces
    @Singleton
    Keep keep(RetentionSettings settings) {
        atLeast("tasks", settings.tasks(), "an hour", LEAST);
        atLeast("requests", settings.requests(), "an hour", LEAST);
        atLeast(
                "deliveries",
                settings.deliveries(),
                "the day for which duplicates are recognised",
                TakeWebhooks.SAME_CONTENT_FOR);
        atLeast(
                "events",
                settings.events(),
                PREFIX + "deliveries, which are replayed from them",
                settings.deliveries());
        atLeast("sessions", settings.sessions(), PREFIX + "tasks, which are theirs", settings.tasks());
        atLeast("sessions", settings.sessions(), PREFIX + "requests, which are theirs", settings.requests());
        atLeast("audit", settings.audit(), PREFIX + "events, which would be audited twice", settings.events());
        atLeast("analytics", settings.analytics(), "a day", DAY);
        atLeast("backups", settings.backups(), "a day", DAY);
        atLeast("alerts", settings.alerts(), "a day", DAY);
        return new Keep(
                settings.deliveries(),
                settings.tasks(),
                settings.requests(),
                settings.events(),
                settings.sessions(),
                settings.audit(),
                settings.analytics(),
                settings.backups(),
                settings.alerts());
    }

    private static void atLeast(String name, Duration value, String what, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new ConfigurationException(PREFIX + name + " (" + value + ") is shorter than " + what);
        }
    }
}

package dev.mosaicstack.web;

import dev.mosaicstack.core.Timing;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What the use cases need from the settings. */
@Singleton
final class WebBeans {

    @Produces
    @Singleton
    Timing timing(WebSettings settings) {
        check(settings);
        return new Timing(
                settings.task().backoffMin(),
                settings.task().backoffMax(),
                settings.coordination().hold(),
                settings.agent().heartbeat(),
                settings.waiting().lookAgain());
    }

    /** What cannot be is said at the start, with its name, and not found out by its effects. */
    private static void check(WebSettings settings) {
        OidcGrants.of(settings.knative().oidc());
        positive("mosaic.http.body-timeout", settings.http().bodyTimeout());
        positive("mosaic.task.backoff-min", settings.task().backoffMin());
        positive("mosaic.task.backoff-max", settings.task().backoffMax());
        positive("mosaic.coordination.hold", settings.coordination().hold());
        positive("mosaic.agent.heartbeat", settings.agent().heartbeat());
        positive("mosaic.wait.look-again", settings.waiting().lookAgain());
        if (settings.rateLimit().perSecond() > 0 && settings.rateLimit().burst() < 1) {
            throw new IllegalStateException("mosaic.rate-limit.burst is not at least 1");
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalStateException(name + " is not longer than zero");
        }
    }
}

package dev.mosaicstack.web;

import dev.mosaicstack.core.Timing;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the use cases need from the settings. */
@Singleton
final class WebBeans {

    @Produces
    @Singleton
    Timing timing(WebSettings settings) {
        return new Timing(
                settings.task().backoffMin(),
                settings.task().backoffMax(),
                settings.coordination().hold(),
                settings.agent().heartbeat(),
                settings.waiting().lookAgain());
    }
}

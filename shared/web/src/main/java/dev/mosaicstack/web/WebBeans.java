package dev.mosaicstack.web;

import dev.mosaicstack.core.Timing;
import dev.mosaicstack.core.wait.Wakeups;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the use cases need from the settings, and an end for calls that wait when the process is told to stop. */
@Singleton
final class WebBeans {

    @Produces
    @Singleton
    Timing timing(WebSettings settings) {
        return new Timing(
                settings.task().backoffMin(),
                settings.task().backoffMax(),
                settings.coordination().hold(),
                settings.agent().heartbeat());
    }

    /** A hook of its own: it must run while the server still waits for requests in flight, long polls among them. */
    void start(@Observes StartupEvent event, Wakeups wakeups) {
        Runtime.getRuntime().addShutdownHook(new Thread(wakeups::drain, "drain-waiting-calls"));
    }

    void stop(@Observes ShutdownEvent event, Wakeups wakeups) {
        wakeups.drain();
    }
}

package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.dispatch.Dispatcher;
import dev.mosaicstack.redis.StreamFeed;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Delivers for as long as this process runs. */
@Singleton
final class DispatchSchedule {

    private final Dispatcher dispatcher;
    private final StreamFeed feed;
    private final KnativeSink knative;
    private final boolean enabled;

    DispatchSchedule(Dispatcher dispatcher, StreamFeed feed, KnativeSink knative, DispatchConfig config) {
        this.dispatcher = dispatcher;
        this.feed = feed;
        this.knative = knative;
        this.enabled = config.enabled();
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            knative.ensure();
            feed.start();
            dispatcher.start();
        }
    }

    /** While the database is still there: others take over at once, and not when the leases have run out. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        dispatcher.stop();
    }
}

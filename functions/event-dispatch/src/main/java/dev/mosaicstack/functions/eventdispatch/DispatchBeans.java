package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.dispatch.BuiltIn;
import dev.mosaicstack.core.dispatch.DispatchSettings;
import dev.mosaicstack.core.dispatch.Dispatcher;
import dev.mosaicstack.core.dispatch.Engine;
import dev.mosaicstack.core.dispatch.Sender;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.subscription.Destinations;
import dev.mosaicstack.core.subscription.ManageSubscriptions;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What the use cases of the event bus need. */
@Singleton
final class DispatchBeans {

    private static final String PREFIX = "mosaic.dispatch.";
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Shorter, and one slow commit would lose it. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);

    @Produces
    @Singleton
    DispatchSettings settings(DispatchConfig config) {
        if (config.retries().isEmpty()
                || config.retries().stream().anyMatch(pause -> !pause.isPositive())
                || !config.timeout().isPositive()) {
            throw new ConfigurationException(PREFIX + "retries and " + PREFIX + "timeout are longer than zero");
        }
        if (config.lease().compareTo(SHORTEST_LEASE) < 0) {
            throw new ConfigurationException(
                    PREFIX + "lease (" + config.lease() + ") is shorter than " + SHORTEST_LEASE);
        }
        return new DispatchSettings(config.lease(), LOOK, config.retries(), config.timeout());
    }

    @Produces
    @Singleton
    Engine engine(
            Store store,
            EventFeed feed,
            Sender sender,
            Recorder recorder,
            Ids ids,
            Clock clock,
            DispatchSettings settings) {
        return new Engine(store, feed, sender, recorder, ids, clock, settings);
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(Engine engine, @All List<BuiltIn> consumers) {
        return new Dispatcher(engine, consumers);
    }

    @Produces
    @Singleton
    ManageSubscriptions subscriptions(Engine engine, Destinations destinations) {
        return new ManageSubscriptions(
                engine.store(), engine.recorder(), destinations, engine.ids(), engine.clock(), engine.settings());
    }
}

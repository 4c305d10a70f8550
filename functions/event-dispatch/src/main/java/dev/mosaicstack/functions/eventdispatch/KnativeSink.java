package dev.mosaicstack.functions.eventdispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.subscription.ManageSubscriptions;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where a Knative ContainerSource or SinkBinding wants events to go: {@code K_SINK}, with the attributes of
 * {@code K_CE_OVERRIDES} on each. It becomes a subscription of the name k-sink, so that nothing is lost on its way.
 */
@Singleton
final class KnativeSink {

    static final String NAME = "k-sink";

    private final Optional<String> sink;
    private final Optional<String> overrides;
    private final ManageSubscriptions subscriptions;

    KnativeSink(
            @ConfigProperty(name = "K_SINK") Optional<String> sink,
            @ConfigProperty(name = "K_CE_OVERRIDES") Optional<String> overrides,
            ManageSubscriptions subscriptions) {
        this.sink = sink;
        this.overrides = overrides;
        this.subscriptions = subscriptions;
    }

    /** @throws ConfigurationException where one of the two is not what Knative would set */
    void ensure() {
        if (sink.isPresent()) {
            check(sink.get());
            subscriptions.ensure(
                    NAME, sink.get(), overrides.map(KnativeSink::extensions).orElse(Map.of()));
        }
    }

    private static void check(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().startsWith("http")) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ConfigurationException("K_SINK is not an http or https URL: " + url);
    }

    private static Map<String, String> extensions(String json) {
        try {
            Map<String, String> extensions = new TreeMap<>();
            JsonNode given = Json.LENIENT.readTree(json).path("extensions");
            given.properties()
                    .forEach(each ->
                            extensions.put(each.getKey(), each.getValue().asText()));
            return extensions;
        } catch (java.io.IOException e) {
            throw new ConfigurationException("K_CE_OVERRIDES is not JSON", e);
        }
    }
}

package dev.mosaicstack.functions.eventdispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.subscription.ManageSubscriptions;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
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
    private static final Duration RETRY = Duration.ofSeconds(1);

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

    /**
     * Now, or as soon as the database answers.
     *
     * @throws ConfigurationException where one of the two is not what Knative would set
     */
    void ensure() {
        if (sink.isPresent()) {
            check(sink.get());
            Map<String, String> extensions =
                    overrides.map(KnativeSink::extensions).orElse(Map.of());
            if (!ensured(sink.get(), extensions)) {
                Thread.startVirtualThread(() -> untilEnsured(sink.get(), extensions));
            }
        }
    }

    private boolean ensured(String url, Map<String, String> extensions) {
        try {
            subscriptions.ensure(NAME, url, extensions);
            return true;
        } catch (Refusal.Unavailable e) {
            return false;
        }
    }

    private void untilEnsured(String url, Map<String, String> extensions) {
        try {
            do {
                Thread.sleep(RETRY);
            } while (!ensured(url, extensions));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

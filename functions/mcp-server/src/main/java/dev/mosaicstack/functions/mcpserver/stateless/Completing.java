package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.functions.mcpserver.catalog.Completions;
import jakarta.inject.Singleton;
import java.util.Map;

/** {@code completion/complete}. */
@Singleton
final class Completing implements Methods {

    private final Completions completions;
    private final Results results;

    Completing(Completions completions, Results results) {
        this.completions = completions;
        this.results = results;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("completion/complete", this::complete);
    }

    private ObjectNode complete(Request request) {
        return switch (completions.complete(request.caller(), request.message().params())) {
            case Completions.Values values -> results.complete(values.json());
            case Completions.Wrong(String field, String problem) ->
                throw RpcError.invalidParams("params." + field + ": " + problem);
        };
    }
}

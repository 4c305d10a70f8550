package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome.NeedsInput;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Requests that need something of their client first: it is told what, and sends the request again with the answers. */
@Singleton
final class Rounds {

    private final SharedSeal shared;
    private final Results results;

    Rounds(SharedSeal shared, Results results) {
        this.shared = shared;
        this.results = results;
    }

    /**
     * The client with what it brought to this round.
     *
     * @param name of the tool or the prompt, or the URI
     * @throws RpcError where an answer is none, or the state is not the one this request was given
     */
    Declared client(Request request, String name, ObjectNode arguments) {
        Declared client = request.client();
        JsonNode params = request.message().params();
        if (!params.has("inputResponses") && !params.has("requestState")) {
            return client;
        }
        return new Declared(
                client.capabilities(),
                params.has("inputResponses") ? responses(request) : Map.of(),
                params.has("requestState") ? state(request, name, arguments) : null);
    }

    ObjectNode ask(Request request, String name, ObjectNode arguments, NeedsInput<?> needs) {
        request.client().mustAnswer(needs.requests());
        ObjectNode result = Json.STRICT.createObjectNode();
        if (!needs.requests().isEmpty()) {
            ObjectNode asked = result.putObject("inputRequests");
            needs.requests().forEach(asked::set);
        }
        if (needs.state() != null) {
            result.put("requestState", shared.seal().close(needs.state(), bound(request, name, arguments)));
        }
        if (result.isEmpty()) {
            throw new IllegalStateException(name + " asks for nothing");
        }
        return results.of("input_required", result);
    }

    /** @throws RpcError where one is no object */
    static Map<String, JsonNode> responses(Request request) {
        var responses = new HashMap<String, JsonNode>();
        request.object("inputResponses").properties().forEach(response -> {
            if (!response.getValue().isObject()) {
                throw RpcError.invalidParams("an answer in inputResponses is not an object");
            }
            responses.put(response.getKey(), response.getValue());
        });
        return responses;
    }

    private ObjectNode state(Request request, String name, ObjectNode arguments) {
        return shared.seal()
                .open(request.text("requestState"), bound(request, name, arguments))
                .orElseThrow(() -> RpcError.invalidParams(
                        "the requestState is too old, was changed, or is of another request: begin again without it"));
    }

    private static Seal.Bound bound(Request request, String name, ObjectNode arguments) {
        String principal = request.caller().tokenId();
        return new Seal.Bound(principal, request.message().method(), name, Json.canonicalHash(arguments));
    }
}

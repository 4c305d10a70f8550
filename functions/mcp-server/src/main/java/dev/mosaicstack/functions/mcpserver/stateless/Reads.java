package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.call.Refused;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import dev.mosaicstack.functions.mcpserver.catalog.Wire;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code resources/read}. */
@Singleton
final class Reads implements Methods {

    private final Catalog catalog;
    private final Rounds rounds;
    private final Results results;

    Reads(Catalog catalog, Rounds rounds, Results results) {
        this.catalog = catalog;
        this.rounds = rounds;
        this.results = results;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("resources/read", this::read);
    }

    private ObjectNode read(Request request) {
        String uri = request.text("uri");
        ObjectNode nothing = Json.STRICT.createObjectNode();
        Declared client = rounds.client(request, uri, nothing);
        return switch (outcome(new RequestAsked(request, client, nothing), uri)) {
            case Outcome.Done<List<Contents>>(List<Contents> contents) -> contents(contents);
            case Outcome.NeedsInput<List<Contents>> needs -> rounds.ask(request, uri, nothing, needs);
            case Outcome.Started<List<Contents>> started -> throw new IllegalStateException("only tools begin tasks");
        };
    }

    /** @throws RpcError where there is none, or the caller may not know of it */
    Outcome<List<Contents>> outcome(RequestAsked asked, String uri) {
        try {
            Resource resource = catalog.resource(asked.caller(), uri);
            return resource.read(asked, uri, resource.spec().idOf(uri).orElseThrow());
        } catch (Refusal.NotFound | Refusal.Forbidden | Refusal.Invalid none) {
            throw RpcError.invalidParams(
                    none.getMessage(), Refused.problem(none).put("uri", uri));
        }
    }

    /** Fresh for no time: what it shows may change with the next call. */
    private ObjectNode contents(List<Contents> contents) {
        ObjectNode result = Json.STRICT.createObjectNode();
        ArrayNode all = result.putArray("contents");
        contents.forEach(each -> all.add(Wire.contents(each)));
        return results.kept(result, Duration.ZERO);
    }
}

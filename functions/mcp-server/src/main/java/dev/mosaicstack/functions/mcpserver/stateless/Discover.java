package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code server/discover}: who this is, what it speaks and what it can do. */
@Singleton
final class Discover implements Methods {

    private final Results results;
    private final String instructions;

    Discover(
            Results results,
            @ConfigProperty(name = "quarkus.mcp.server.server-info.instructions") String instructions) {
        this.results = results;
        this.instructions = instructions;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("server/discover", request -> discover());
    }

    private ObjectNode discover() {
        ObjectNode result = Json.STRICT.createObjectNode();
        RpcError.supported(result.putArray("supportedVersions"));
        ObjectNode capabilities = result.putObject("capabilities");
        capabilities.putObject("tools");
        capabilities.putObject("resources").put("subscribe", true);
        capabilities.putObject("prompts");
        capabilities.putObject("completions");
        capabilities.putObject("extensions").putObject(Revision.TASKS);
        result.put("instructions", instructions);
        return results.kept(result, Results.LISTS);
    }
}

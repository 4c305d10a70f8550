package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.call.Refused;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import dev.mosaicstack.functions.mcpserver.catalog.Wire;
import jakarta.inject.Singleton;
import java.util.Map;

/** {@code tools/call}. */
@Singleton
final class ToolCalls implements Methods {

    private final Catalog catalog;
    private final ParamHeaders headers;
    private final Rounds rounds;
    private final Results results;

    ToolCalls(Catalog catalog, ParamHeaders headers, Rounds rounds, Results results) {
        this.catalog = catalog;
        this.headers = headers;
        this.rounds = rounds;
        this.results = results;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("tools/call", this::call);
    }

    private ObjectNode call(Request request) {
        String name = request.text("name");
        Tool tool = catalog.tool(name)
                .filter(known -> catalog.shows(request.caller(), known))
                .orElseThrow(() -> RpcError.invalidParams("there is no tool " + name));
        ObjectNode arguments = request.object("arguments");
        headers.check(name, arguments, request.rc().request().headers());
        Declared client = rounds.client(request, name, arguments);
        return switch (outcome(tool, new RequestAsked(request, client, arguments))) {
            case Outcome.Done<ToolResult>(ToolResult result) -> results.complete(Wire.toolResult(result));
            case Outcome.NeedsInput<ToolResult> needs -> rounds.ask(request, name, arguments, needs);
            case Outcome.Started<ToolResult> started -> {
                client.mustTakeTasks();
                yield results.of("task", TaskWire.begun(started.task()));
            }
        };
    }

    private static Outcome<ToolResult> outcome(Tool tool, RequestAsked asked) {
        try {
            return tool.call(asked);
        } catch (Refusal refusal) {
            return Outcome.done(Refused.result(refusal));
        }
    }
}

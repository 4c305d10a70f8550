package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.call.Refused;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Gives the library the tools of the catalog. */
@Singleton
final class ToolOffers {

    private final Catalog catalog;
    private final ToolManager manager;
    private final CurrentVertxRequest current;

    ToolOffers(Catalog catalog, ToolManager manager, CurrentVertxRequest current) {
        this.catalog = catalog;
        this.manager = manager;
        this.current = current;
    }

    void offer(@Observes StartupEvent event) {
        catalog.tools().forEach(this::offer);
    }

    private void offer(Tool tool) {
        Tool.Spec spec = tool.spec();
        var hints = spec.hints();
        manager.newTool(spec.name())
                .setTitle(spec.title())
                .setDescription(spec.description())
                .setInputSchema(spec.input())
                .setOutputSchema(spec.output())
                .setAnnotations(new ToolManager.ToolAnnotations(
                        spec.title(), hints.readOnly(), hints.destructive(), hints.idempotent(), false))
                .setHandler(arguments -> answer(tool, new LibraryAsked(current.getCurrent(), arguments)), true)
                .register();
    }

    private static ToolResponse answer(Tool tool, Asked asked) {
        try {
            return switch (tool.call(asked)) {
                case Outcome.Done<ToolResult>(ToolResult result) -> ToLibrary.toolResponse(result);
                case Outcome.NeedsInput<ToolResult> needs -> throw cannot(tool);
                case Outcome.Started<ToolResult> started -> throw cannot(tool);
            };
        } catch (Refusal refusal) {
            return ToLibrary.toolResponse(Refused.result(refusal));
        }
    }

    private static IllegalStateException cannot(Tool tool) {
        return new IllegalStateException(
                tool.spec().name() + " asks more of its client than one of this revision can do");
    }
}

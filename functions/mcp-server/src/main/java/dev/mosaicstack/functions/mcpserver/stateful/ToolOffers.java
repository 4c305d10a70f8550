package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.call.Refused;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import dev.mosaicstack.functions.mcpserver.front.Message;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;

/** Gives the library the tools of the catalog. */
@Singleton
final class ToolOffers {

    private final Catalog catalog;
    private final ToolManager manager;
    private final CurrentVertxRequest current;
    private final ExecutorService executor;

    ToolOffers(
            Catalog catalog,
            ToolManager manager,
            CurrentVertxRequest current,
            @VirtualThreads ExecutorService executor) {
        this.catalog = catalog;
        this.manager = manager;
        this.current = current;
        this.executor = executor;
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
                .setAsyncHandler(arguments -> told(tool, arguments))
                .register();
    }

    private Uni<ToolResponse> told(Tool tool, ToolArguments arguments) {
        RoutingContext rc = current.getCurrent();
        EarlyAnswer early = EarlyAnswer.in(rc);
        if (early != null) {
            return early.told();
        }
        var asked = new LibraryAsked(rc, arguments);
        return Uni.createFrom().item(() -> answer(tool, asked)).runSubscriptionOn(executor);
    }

    /** Does the work of a tool on this thread, where that can be; the library finds the answer when it asks for it. */
    void early(RoutingContext rc, Call call) {
        Message message = call.message();
        if (EarlyAnswer.isPossible(message)) {
            catalog.tool(message.params().path("name").asText())
                    .ifPresent(tool -> early(tool, new EarlyAsked(call)).putInto(rc, message));
        }
    }

    private static EarlyAnswer early(Tool tool, Asked asked) {
        try {
            return new EarlyAnswer(answer(tool, asked), null);
        } catch (RuntimeException fault) {
            return new EarlyAnswer(null, fault);
        }
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

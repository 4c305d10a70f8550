package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.call.Refused;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import dev.mosaicstack.functions.mcpserver.catalog.Wire;
import dev.mosaicstack.functions.mcpserver.front.Message;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/** Gives the library the tools of the catalog. */
@Singleton
final class ToolOffers {

    private static final Logger LOG = Logger.getLogger(ToolOffers.class);

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
        var asked = ClientAsked.through(current.getCurrent(), arguments);
        return Uni.createFrom()
                .item(() -> ToLibrary.toolResponse(result(tool, asked)))
                .runSubscriptionOn(executor);
    }

    /**
     * The answer to a call of a tool whose client wants to hear nothing meanwhile: then the library has nothing to add but
     * time. Empty for any other message.
     */
    Optional<ObjectNode> answer(Call call) {
        Message message = call.message();
        boolean quiet = message.json().isObject()
                && message.method().equals("tools/call")
                && !message.meta().has("progressToken");
        return quiet
                ? catalog.tool(message.params().path("name").asText()).map(tool -> answer(tool, call))
                : Optional.empty();
    }

    private static ObjectNode answer(Tool tool, Call call) {
        try {
            return call.message().result(Wire.toolResult(result(tool, ClientAsked.quietly(call))));
        } catch (RuntimeException fault) {
            String requestId = call.caller().requestId();
            LOG.errorf(
                    fault, "request %s, tool %s, failed", requestId, tool.spec().name());
            return Answers.fault(call.message(), requestId);
        }
    }

    private static ToolResult result(Tool tool, Asked asked) {
        try {
            return Answers.result(tool.call(asked), tool.spec().name());
        } catch (Refusal refusal) {
            return Refused.result(refusal);
        }
    }
}

package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import io.quarkiverse.mcp.server.FeatureManager.RequestFeatureArguments;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.PromptResponse;
import io.quarkiverse.mcp.server.Role;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Gives the library the prompts of the catalog. */
@Singleton
final class PromptOffers {

    private final Catalog catalog;
    private final PromptManager manager;
    private final CurrentVertxRequest current;

    PromptOffers(Catalog catalog, PromptManager manager, CurrentVertxRequest current) {
        this.catalog = catalog;
        this.manager = manager;
        this.current = current;
    }

    void offer(@Observes StartupEvent event) {
        catalog.prompts().forEach(this::offer);
    }

    private void offer(Prompt prompt) {
        Prompt.Spec spec = prompt.spec();
        PromptManager.PromptDefinition definition =
                manager.newPrompt(spec.name()).setTitle(spec.title());
        for (Prompt.Argument argument : spec.arguments()) {
            definition.addArgument(argument.name(), argument.description(), argument.required());
        }
        definition
                .setDescription(spec.description())
                .setHandler(given -> get(prompt, given), true)
                .register();
    }

    private PromptResponse get(Prompt prompt, RequestFeatureArguments given) {
        try {
            var asked = ClientAsked.through(current.getCurrent(), given);
            List<Prompt.Message> messages =
                    Answers.result(prompt.get(asked), prompt.spec().name());
            return new PromptResponse(
                    prompt.spec().description(),
                    messages.stream().map(PromptOffers::message).toList());
        } catch (Refusal refusal) {
            throw new McpException(Answers.text(refusal), Answers.code(refusal));
        }
    }

    private static PromptMessage message(Prompt.Message message) {
        Role role = message.role().equals("user") ? Role.USER : Role.ASSISTANT;
        return new PromptMessage(role, ToLibrary.content(message.content()));
    }
}

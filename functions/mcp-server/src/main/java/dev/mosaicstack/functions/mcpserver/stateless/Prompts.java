package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.call.Refused;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import dev.mosaicstack.functions.mcpserver.catalog.Wire;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** {@code prompts/get}. */
@Singleton
final class Prompts implements Methods {

    private final Catalog catalog;
    private final Rounds rounds;
    private final Results results;

    Prompts(Catalog catalog, Rounds rounds, Results results) {
        this.catalog = catalog;
        this.rounds = rounds;
        this.results = results;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("prompts/get", this::get);
    }

    private ObjectNode get(Request request) {
        String name = request.text("name");
        Prompt prompt = catalog.prompt(name).orElseThrow(() -> RpcError.invalidParams("there is no prompt " + name));
        ObjectNode arguments = request.object("arguments");
        check(prompt.spec(), arguments);
        Declared client = rounds.client(request, name, arguments);
        return switch (outcome(prompt, new RequestAsked(request, client, arguments))) {
            case Outcome.Done<List<Prompt.Message>>(List<Prompt.Message> messages) -> messages(prompt, messages);
            case Outcome.NeedsInput<List<Prompt.Message>> needs -> rounds.ask(request, name, arguments, needs);
            case Outcome.Started<List<Prompt.Message>> started ->
                throw new IllegalStateException("only tools begin tasks");
        };
    }

    private static void check(Prompt.Spec spec, ObjectNode arguments) {
        arguments.properties().forEach(argument -> {
            if (!argument.getValue().isTextual()) {
                throw RpcError.invalidParams("the argument " + argument.getKey() + " is not a string");
            }
        });
        spec.arguments().stream()
                .filter(argument -> argument.required() && !arguments.has(argument.name()))
                .findFirst()
                .ifPresent(missing -> {
                    throw RpcError.invalidParams("the argument " + missing.name() + " is required");
                });
    }

    private static Outcome<List<Prompt.Message>> outcome(Prompt prompt, RequestAsked asked) {
        try {
            return prompt.get(asked);
        } catch (Refusal.NotFound | Refusal.Forbidden | Refusal.Invalid no) {
            throw RpcError.invalidParams(no.getMessage(), Refused.problem(no));
        }
    }

    private ObjectNode messages(Prompt prompt, List<Prompt.Message> messages) {
        ObjectNode result =
                Json.STRICT.createObjectNode().put("description", prompt.spec().description());
        ArrayNode all = result.putArray("messages");
        messages.forEach(each -> all.add(Wire.message(each)));
        return results.complete(result);
    }
}

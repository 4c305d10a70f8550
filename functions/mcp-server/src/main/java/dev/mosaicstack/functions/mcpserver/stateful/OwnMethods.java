package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Completions;
import dev.mosaicstack.functions.mcpserver.front.Message;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * What the library is not asked: it refuses to subscribe to the URIs of templates and keeps subscriptions in its own
 * process, and finds no completion for a template that was offered by a program.
 */
@Singleton
final class OwnMethods {

    private static final String SUBSCRIBE = "resources/subscribe";
    private static final String UNSUBSCRIBE = "resources/unsubscribe";
    private static final String COMPLETE = "completion/complete";
    private static final Set<String> ALL = Set.of(SUBSCRIBE, UNSUBSCRIBE, COMPLETE);

    private final Subscribing subscribing;
    private final Completions completions;

    OwnMethods(Subscribing subscribing, Completions completions) {
        this.subscribing = subscribing;
        this.completions = completions;
    }

    static boolean has(String method) {
        return ALL.contains(method);
    }

    /** @param session null where the client named none */
    ObjectNode answer(Message message, Caller caller, String session) {
        try {
            return message.result(result(message, caller, session));
        } catch (Refusal refusal) {
            return Answers.error(message, refusal);
        }
    }

    private ObjectNode result(Message message, Caller caller, String session) {
        String uri = message.params().path("uri").asText();
        switch (message.method()) {
            case SUBSCRIBE -> subscribing.subscribe(caller, session, uri);
            case UNSUBSCRIBE -> subscribing.unsubscribe(session, uri);
            case COMPLETE -> {
                return complete(message, caller);
            }
            default -> throw new IllegalStateException(message.method() + " is not one of these");
        }
        return Json.STRICT.createObjectNode();
    }

    private ObjectNode complete(Message message, Caller caller) {
        return switch (completions.complete(caller, message.params())) {
            case Completions.Values values -> values.json();
            case Completions.Wrong(String field, String problem) -> throw Refusal.Invalid.field(field, problem);
        };
    }
}

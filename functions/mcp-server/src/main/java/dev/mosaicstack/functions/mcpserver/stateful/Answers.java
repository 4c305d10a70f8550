package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.call.Refused;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.front.Message;

/** What comes of a request in these revisions: a result at once, or an error of the protocol. */
final class Answers {

    /** Of the revisions up to 2025-11-25, resources. */
    private static final int RESOURCE_NOT_FOUND = -32002;

    /** The first of those that JSON-RPC leaves to servers. */
    private static final int REFUSED = -32000;

    private Answers() {}

    /** @param what of the catalog led to it */
    static <T> T result(Outcome<T> outcome, String what) {
        return switch (outcome) {
            case Outcome.Done<T>(T result) -> result;
            case Outcome.NeedsInput<T> needs -> throw cannot(what);
            case Outcome.Started<T> started -> throw cannot(what);
        };
    }

    private static IllegalStateException cannot(String what) {
        return new IllegalStateException(what + " asks more of its client than one of this revision can do");
    }

    static int code(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound unknown -> RESOURCE_NOT_FOUND;
            case Refusal.Invalid invalid -> Message.INVALID_PARAMS;
            default -> REFUSED;
        };
    }

    static String text(Refusal refusal) {
        return refusal.code() + ": " + refusal.getMessage();
    }

    static ObjectNode error(Message message, Refusal refusal) {
        ObjectNode answer = message.error(code(refusal), text(refusal));
        ((ObjectNode) answer.get("error")).set("data", Refused.problem(refusal));
        return answer;
    }

    /** A fault of ours: the client sees the id under which the log has the cause. */
    static ObjectNode fault(Message message, String requestId) {
        ObjectNode answer =
                message.error(Message.INTERNAL_ERROR, "an internal error; the log has it by the request id");
        ((ObjectNode) answer.get("error")).putObject("data").put("requestId", requestId);
        return answer;
    }
}

package dev.mosaicstack.functions.mcpserver.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a request for a tool, a prompt or a resource led to. */
public sealed interface Outcome<T> {

    record Done<T>(T result) implements Outcome<T> {}

    /**
     * Something is to be asked of the client first; it then sends the request again, with what it learned. Only clients
     * of the stateless revision can.
     *
     * @param requests by a name of ours: {@code method} and {@code params}; only of methods that the client declared
     * @param state what we want to know again with the repeat; null for nothing. The client cannot change it.
     */
    record NeedsInput<T>(Map<String, ObjectNode> requests, ObjectNode state) implements Outcome<T> {}

    /** It goes on as a task, which the client asks for by its id. Only where {@link Client#takesTasks}. */
    record Started<T>(McpTask task) implements Outcome<T> {}

    static <T> Outcome<T> done(T result) {
        return new Done<>(result);
    }
}

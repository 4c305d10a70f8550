package dev.mosaicstack.functions.mcpserver.front;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import dev.mosaicstack.functions.mcpserver.catalog.Wire;
import io.vertx.ext.web.RoutingContext;

/** One way to speak the protocol, over the one catalog. The first that speaks a message's revision answers it. */
public interface Face {

    /** Faces are asked in the order of this number. */
    int order();

    /** Whether this is of a revision that this face speaks. @param message null for a GET or a DELETE */
    boolean speaks(RoutingContext rc, Message message);

    /**
     * Answers; runs on a virtual thread and may wait.
     *
     * @param message null for a GET or a DELETE
     * @return false where the routes behind this one are to answer
     */
    boolean answer(RoutingContext rc, Message message, Caller caller);

    /** A tool's answer, as this revision writes it. */
    default ObjectNode wire(ToolResult result) {
        return Wire.toolResult(result);
    }
}

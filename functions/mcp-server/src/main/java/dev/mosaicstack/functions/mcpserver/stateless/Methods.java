package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Some of the revision's methods, by their names. Every bean of this type is offered. */
interface Methods {

    Map<String, Method> methods();

    /** May wait. */
    interface Method {

        /** @return null where it answers by itself, on {@link Request#reply} */
        ObjectNode result(Request request);
    }
}

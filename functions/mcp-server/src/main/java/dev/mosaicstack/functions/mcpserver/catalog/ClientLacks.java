package dev.mosaicstack.functions.mcpserver.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A tool, a prompt or a resource cannot do without something that the client did not declare. */
public final class ClientLacks extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ObjectNode capabilities;

    /** @param capabilities as clients declare them, for example {@code {"sampling": {}}} */
    public ClientLacks(ObjectNode capabilities) {
        super("the client lacks " + capabilities, null, false, false);
        this.capabilities = capabilities;
    }

    public ObjectNode capabilities() {
        return capabilities;
    }
}

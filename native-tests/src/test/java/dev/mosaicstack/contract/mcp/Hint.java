package dev.mosaicstack.contract.mcp;

import com.fasterxml.jackson.databind.JsonNode;

/** What a tool's annotations say together. */
enum Hint {
    READS(true, false, true),
    ADDS(false, false, false),
    MOVES(false, false, true),
    ENDS(false, true, true);

    private final boolean readOnly;
    private final boolean destructive;
    private final boolean idempotent;

    Hint(boolean readOnly, boolean destructive, boolean idempotent) {
        this.readOnly = readOnly;
        this.destructive = destructive;
        this.idempotent = idempotent;
    }

    boolean is(JsonNode annotations) {
        return annotations.path("readOnlyHint").asBoolean() == readOnly
                && annotations.path("destructiveHint").asBoolean(true) == destructive
                && annotations.path("idempotentHint").asBoolean() == idempotent
                && !annotations.path("openWorldHint").asBoolean(true);
    }
}

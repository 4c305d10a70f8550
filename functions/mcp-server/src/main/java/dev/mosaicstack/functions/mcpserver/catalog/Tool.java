package dev.mosaicstack.functions.mcpserver.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.error.Refusal;

/** Something that a model can do here. Every bean of this type is offered, over each face of the protocol. */
public interface Tool {

    /** What clients are told of it, and what it takes to call it. */
    Spec spec();

    /** @throws Refusal where the answer is no: it becomes an answer with {@code isError} and the refusal's code */
    Outcome<ToolResult> call(Asked asked);

    /**
     * @param name lower case, digits and {@code _}
     * @param title for people
     * @param description for models
     * @param call whose roles may call it; null for everybody with a token
     * @param input JSON Schema 2020-12 of an object
     * @param output JSON Schema 2020-12 of an object; null where there is no structured answer
     */
    record Spec(
            String name,
            String title,
            String description,
            Call call,
            Hints hints,
            ObjectNode input,
            ObjectNode output) {}

    /** What the protocol calls annotations. Nothing here reaches beyond the stack: {@code openWorldHint} is false. */
    enum Hints {
        READS(true, false, true),
        /** Adds something; a repeat adds again. */
        ADDS(false, false, false),
        /** Moves something on; a repeat changes nothing more. */
        MOVES(false, false, true),
        /** Ends something that cannot be brought back; a repeat changes nothing more. */
        ENDS(false, true, true);

        private final boolean readOnly;
        private final boolean destructive;
        private final boolean idempotent;

        Hints(boolean readOnly, boolean destructive, boolean idempotent) {
            this.readOnly = readOnly;
            this.destructive = destructive;
            this.idempotent = idempotent;
        }

        public boolean readOnly() {
            return readOnly;
        }

        public boolean destructive() {
            return destructive;
        }

        public boolean idempotent() {
            return idempotent;
        }
    }
}

package dev.mosaicstack.functions.mcpserver.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Content;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import java.util.List;

/**
 * A refusal as a tool says it: {@code isError}, the code and what is wrong in words, and both for programs in
 * {@code _meta}. Not as structured content: clients would hold that against the tool's output schema.
 */
public final class Refused {

    /** In {@code _meta}: {@code status, code, detail}, {@code fields} and {@code retryAfterSeconds} where there are. */
    public static final String META = "dev.mosaicstack/problem";

    private Refused() {}

    public static ToolResult result(Refusal refusal) {
        ObjectNode meta = Json.STRICT.createObjectNode();
        meta.set(META, problem(refusal));
        String text = refusal.code() + ": " + refusal.getMessage();
        return new ToolResult(List.of(new Content.Text(text)), null, true, meta);
    }

    public static ObjectNode problem(Refusal refusal) {
        ObjectNode problem = Json.STRICT
                .createObjectNode()
                .put("status", refusal.status())
                .put("code", refusal.code())
                .put("detail", refusal.getMessage());
        if (!refusal.fields().isEmpty()) {
            problem.set("fields", Json.STRICT.valueToTree(refusal.fields()));
        }
        refusal.retryAfterSeconds().ifPresent(seconds -> problem.put("retryAfterSeconds", seconds));
        return problem;
    }
}

package dev.mosaicstack.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;

/** A tool that the suite calls by its name. */
abstract class Fixture implements Tool {

    private final Spec spec;

    Fixture(String name) {
        this(name, Json.STRICT.createObjectNode().put("type", "object"));
    }

    Fixture(String name, ObjectNode input) {
        this.spec = new Spec(name, name, "Of the conformance suite.", null, Hints.READS, input, null);
    }

    @Override
    public final Spec spec() {
        return spec;
    }

    @Override
    public final Outcome<ToolResult> call(Asked asked) {
        return answer(asked);
    }

    abstract Outcome<ToolResult> answer(Asked asked);
}

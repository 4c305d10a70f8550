package dev.mosaicstack.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.JsonBody;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Has a schema with words that a server may not lose on its way to the client (SEP-1613, SEP-2106). */
@Singleton
final class SchemaTool extends Fixture {

    private static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "$defs": {
                "address": {
                  "$anchor": "addressDef",
                  "type": "object",
                  "properties": {"street": {"type": "string"}, "city": {"type": "string"}}
                }
              },
              "properties": {
                "name": {"type": "string"},
                "address": {"$ref": "#/$defs/address"},
                "contactMethod": {"type": "string", "enum": ["phone", "email"]},
                "phone": {"type": "string"},
                "email": {"type": "string"}
              },
              "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
              "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
              "then": {"required": ["phone"]},
              "else": {"required": ["email"]},
              "additionalProperties": false
            }
            """;

    SchemaTool() {
        super("json_schema_2020_12_tool", schema());
    }

    @Override
    Outcome<ToolResult> answer(Asked asked) {
        return Outcome.done(ToolResult.of(Samples.text("called with " + asked.arguments())));
    }

    private static ObjectNode schema() {
        return (ObjectNode) JsonBody.read(SCHEMA.getBytes(StandardCharsets.UTF_8));
    }
}

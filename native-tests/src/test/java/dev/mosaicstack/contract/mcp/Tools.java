package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.LibraryMcp;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Stack;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls tools of the one shared instance, and holds every call and every answer against the tool's own schemas. */
@ExtendWith(Stack.Shared.class)
abstract class Tools {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    final Mosaic mosaic = Stack.shared().mosaic();
    final Api api = mosaic.api();
    final LibraryMcp admin = as(api.adminToken());

    /** What a tool answered. */
    record Answer(String text, JsonNode structured) {

        String id(String field) {
            return structured.path(field).textValue();
        }
    }

    final LibraryMcp as(String token) {
        return new LibraryMcp(api.base(), token);
    }

    final LibraryMcp as(Mosaic.Agent agent) {
        return as(agent.token());
    }

    /** @param role admin, client or viewer */
    final LibraryMcp withRole(String role) {
        var token = Map.of("name", "mcp-" + UUID.randomUUID(), "role", role);
        return as(api.admin("token-create", token).statusCode(201).extract().<String>path("token"));
    }

    /** A call that succeeds, as the schemas say. */
    final Answer good(LibraryMcp client, String tool, Map<String, ?> arguments) {
        JsonNode spec = client.tools().get(tool);
        assertThat(problems(spec.get("inputSchema"), JSON.valueToTree(arguments)))
                .as("arguments")
                .isEmpty();
        return good(spec, client.call(tool, arguments));
    }

    static Answer good(JsonNode spec, JsonNode result) {
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
        JsonNode structured = result.get("structuredContent");
        assertThat(problems(spec.get("outputSchema"), structured))
                .as("answer " + structured)
                .isEmpty();
        return new Answer(text(result), structured);
    }

    /** A call that the tool answers with this refusal: in words, and for programs. */
    static JsonNode refused(LibraryMcp client, String tool, Map<String, ?> arguments, String code) {
        JsonNode result = client.call(tool, arguments);
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isTrue();
        assertThat(text(result)).startsWith(code + ": ");
        assertThat(result.has("structuredContent")).isFalse();
        JsonNode problem = result.path("_meta").path("dev.mosaicstack/problem");
        assertThat(problem.path("code").textValue()).isEqualTo(code);
        assertThat(problem.path("detail").textValue()).isNotBlank().doesNotContain("Exception");
        assertThat(problem.path("status").intValue()).isBetween(400, 503);
        return problem;
    }

    static String text(JsonNode result) {
        assertThat(result.path("content")).hasSize(1);
        String text = result.at("/content/0/text").textValue();
        assertThat(text).isNotBlank().doesNotStartWith("{");
        return text;
    }

    static String problems(JsonNode schema, JsonNode value) {
        return SCHEMAS.getSchema(schema).validate(value).toString().replace("[]", "");
    }

    /** A well-formed id that nothing has. */
    static String anUnknownId() {
        return "01890a5d-ac96-774b-bcce-" + UUID.randomUUID().toString().substring(24);
    }
}

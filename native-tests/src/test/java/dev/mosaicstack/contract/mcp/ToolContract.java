package dev.mosaicstack.contract.mcp;

import static dev.mosaicstack.testkit.Api.plus;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.LibraryMcp;
import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every tool promises. A test of one tool adds what this tool does. */
abstract class ToolContract extends Tools {

    private static final List<String> ROLES = List.of("admin", "client", "agent", "viewer");

    final String tool;
    private final Hint hint;
    private final List<String> roles;

    final String session = mosaic.aSession();
    final Agent agent = mosaic.anAgentThatCan(session, "java");

    /** @param roles that may call it */
    ToolContract(String tool, Hint hint, String... roles) {
        this.tool = tool;
        this.hint = hint;
        this.roles = List.of(roles);
    }

    /** Such as it takes. */
    abstract Map<String, ?> arguments();

    @Test
    void whoMayCallItIsShownIt() {
        for (String role : roles) {
            JsonNode spec = having(role).tools().get(tool);
            assertThat(spec).as("shown to " + role).isNotNull();
            assertThat(hint.is(spec.get("annotations")))
                    .as(hint + ": " + spec.get("annotations"))
                    .isTrue();
            assertThat(spec.path("title").textValue()).isNotBlank();
            assertThat(spec.path("description").textValue()).hasSizeBetween(40, 600);
        }
    }

    @Test
    void whoMayNotCallItIsNotShownItAndRefused() {
        for (String role : ROLES) {
            if (!roles.contains(role)) {
                assertThat(having(role).tools()).as("for " + role).doesNotContainKey(tool);
                refused(having(role), tool, arguments(), "FORBIDDEN");
            }
        }
    }

    @Test
    void anArgumentThatItDoesNotHaveIsRefusedByItsName() {
        var wrong = plus(arguments(), "surprise", 1);
        JsonNode problem = refused(admin, tool, wrong, "UNKNOWN_FIELD");
        assertThat(problem.path("fields").has("surprise")).isTrue();
        assertThat(problems(schema(), JSON.valueToTree(wrong))).contains("surprise");
    }

    @Test
    void anArgumentOfTheWrongTypeIsRefusedByItsName() {
        schema().get("properties").properties().forEach(field -> {
            String type = field.getValue().path("type").toString();
            if (type.length() > 2) {
                Object other = type.contains("string") ? List.of() : "text";
                var wrong = plus(arguments(), field.getKey(), other);
                JsonNode problem = refused(admin, tool, wrong, "INVALID_FIELD");
                assertThat(problem.path("fields").has(field.getKey()))
                        .as(problem.toString())
                        .isTrue();
                assertThat(problems(schema(), JSON.valueToTree(wrong))).contains(field.getKey());
            }
        });
    }

    @Test
    void aNullIsTakenWhereAnArgumentMayBeLeftOut() {
        var nulls = plus(Map.of(), arguments());
        schema().get("properties").fieldNames().forEachRemaining(name -> nulls.putIfAbsent(name, null));
        JsonNode result = admin.call(tool, nulls);
        JsonNode problem = result.path("_meta").path("dev.mosaicstack/problem");
        assertThat(problem.path("status").asInt()).as(result.toString()).isNotEqualTo(400);
    }

    /** Once with a key, and once more: the second call adds nothing. */
    final Answer twice(Map<String, ?> arguments, String id) {
        var once = plus(arguments, "idempotencyKey", anUnknownId());
        Answer first = good(admin, tool, once);
        assertThat(good(admin, tool, once).id(id)).isEqualTo(first.id(id)).isNotNull();
        assertThat(good(admin, tool, arguments).id(id)).isNotEqualTo(first.id(id));
        return first;
    }

    private LibraryMcp having(String role) {
        return switch (role) {
            case "admin" -> admin;
            case "agent" -> as(agent);
            default -> withRole(role);
        };
    }

    private JsonNode schema() {
        return admin.tools().get(tool).get("inputSchema");
    }
}

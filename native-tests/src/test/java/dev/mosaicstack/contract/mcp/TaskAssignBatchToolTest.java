package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskAssignBatchToolTest extends ToolContract {

    TaskAssignBatchToolTest() {
        super("task_assign_batch", Hint.ADDS, "admin", "client");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of(
                "sessionId",
                session,
                "tasks",
                List.of(Map.of("title", "a", "capability", "java"), Map.of("title", "b")));
    }

    @Test
    void eachHasItsResult() {
        Answer made = good(admin, tool, arguments());
        JsonNode results = made.structured().get("results");
        assertThat(made.text().lines()).hasSize(2);
        assertThat(made.text()).contains(results.at("/0/taskId").textValue(), "Refused: INVALID_FIELD: capability");
        assertThat(results.at("/1/fields").has("capability")).isTrue();
        mosaic.task(results.at("/0/taskId").textValue()).body("title", is("a"));
    }

    @Test
    void noTaskIsTooFew() {
        refused(admin, tool, Map.of("sessionId", session, "tasks", List.of()), "INVALID_FIELD");
    }
}

package dev.mosaicstack.contract.mcp;

import static dev.mosaicstack.testkit.Api.plus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskAssignToolTest extends ToolContract {

    TaskAssignToolTest() {
        super("task_assign", Hint.ADDS, "admin", "client");
    }

    @Override
    Map<String, ?> arguments() {
        return Mosaic.task(session, "java");
    }

    @Test
    void aTaskIsQueued() {
        Answer made = good(
                withRole("client"),
                tool,
                plus(arguments(), Map.of("payload", Map.of("files", List.of("a")), "priority", 1)));
        assertThat(made.text()).contains(made.id("taskId"), "queued", "version 1");
        mosaic.task(made.id("taskId"))
                .body("state", is("queued"))
                .body("payload.files[0]", is("a"))
                .body("priority", is(1));
    }

    @Test
    void oneThatDependsOnAnotherIsBlocked() {
        String first = mosaic.aQueuedTask(session, "java");
        Answer made = good(admin, tool, plus(arguments(), "dependsOn", List.of(first)));
        assertThat(made.text()).contains("blocked");
    }

    @Test
    void aRepeatWithItsKeyAssignsNoOther() {
        twice(arguments(), "taskId");
    }

    @Test
    void bothAnAgentAndACapabilityAreTooMuch() {
        refused(admin, tool, plus(arguments(), "agentId", agent.id()), "INVALID_FIELD");
    }
}

package dev.mosaicstack.contract.mcp;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static dev.mosaicstack.testkit.Api.plus;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.Mosaic;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskRunToolTest extends ToolContract {

    TaskRunToolTest() {
        super("task_run", Hint.ADDS, "admin", "client");
    }

    @Override
    Map<String, ?> arguments() {
        return plus(Mosaic.task(session, "java"), "waitSeconds", 0);
    }

    @Test
    void theAnswerIsTheTaskAtItsEnd() {
        var running = meanwhile(() -> good(admin, tool, Mosaic.task(session, "java")));
        var claimed = mosaic.claimed(agent);
        mosaic.complete(claimed).statusCode(200);
        Answer ended = running.join();
        assertThat(ended.id("taskId")).isEqualTo(claimed.taskId());
        assertThat(ended.text()).contains("completed", "Result: {\"answer\":42}");
        assertThat(ended.structured().path("log").findValuesAsText("event"))
                .containsExactly("created", "claimed", "completed");
    }

    @Test
    void aTaskThatFailedIsAnErrorWithItsReason() {
        var running = meanwhile(() -> admin.call(tool, Mosaic.task(session, "java")));
        mosaic.fail(mosaic.claimed(agent), false).statusCode(200);
        JsonNode result = running.join();
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(text(result)).contains("failed", "Reason: it broke");
        assertThat(result.at("/structuredContent/state").textValue()).isEqualTo("failed");
    }

    @Test
    void afterTheWaitItIsShownAsItIs() {
        Answer queued = good(admin, tool, plus(Mosaic.task(session, "other"), "waitSeconds", 1));
        assertThat(queued.text()).contains(queued.id("taskId"), "queued", "go on with task_get");
    }

    @Test
    void aRepeatWithItsKeyAssignsNoOther() {
        twice(arguments(), "taskId");
    }

    @Test
    void noOneWaitsForLongerThanThereIs() {
        refused(admin, tool, plus(arguments(), "waitSeconds", 31), "INVALID_FIELD");
    }
}

package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskGetToolTest extends ToolContract {

    TaskGetToolTest() {
        super("task_get", Hint.READS, "admin", "client", "agent", "viewer");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("taskId", anUnknownId());
    }

    @Test
    void itIsShownWithItsResultAndItsLog() {
        String task = mosaic.aQueuedTask(session, "java", Map.of("payload", List.of(1, 2)));
        var claimed = mosaic.claimed(agent);
        mosaic.update(claimed, Map.of("note", "half", "progress", 50)).statusCode(200);
        Answer halfway = good(as(agent), tool, Map.of("taskId", task));
        assertThat(halfway.text()).contains("50 % done", "Note: half");
        mosaic.complete(claimed).statusCode(200);
        Answer shown = good(as(agent), tool, Map.of("taskId", task));
        assertThat(shown.text())
                .contains(task, "completed", "version 4", "Note: half", "Result: {\"answer\":42}", "Payload: [1,2]")
                .doesNotContain("% done");
        assertThat(shown.structured().path("log").findValuesAsText("event"))
                .containsExactly("created", "claimed", "updated", "completed");
    }

    @Test
    void aTaskOfAnotherSessionIsNotKnown() {
        String theirs = mosaic.aQueuedTask(mosaic.aSession(), "java");
        refused(as(agent), tool, Map.of("taskId", theirs), "TASK_UNKNOWN");
    }
}

package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskListToolTest extends ToolContract {

    TaskListToolTest() {
        super("task_list", Hint.READS, "admin", "client", "agent", "viewer");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("sessionId", session);
    }

    @Test
    void itShowsALineForEachAndHowToGoOn() {
        String older = mosaic.aQueuedTask(session, "java");
        String newer = mosaic.aQueuedTask(session, "java");
        Answer page = good(as(agent), tool, Map.of("limit", 1, "state", "queued"));
        assertThat(page.text())
                .contains(newer, "cursor " + page.id("nextCursor"))
                .doesNotContain(older);
        Answer next = good(as(agent), tool, Map.of("limit", 1, "cursor", page.id("nextCursor")));
        assertThat(next.text()).contains(older).doesNotContain("cursor");
    }

    @Test
    void anotherSessionIsNotKnownToAnAgent() {
        refused(as(agent), tool, Map.of("sessionId", mosaic.aSession()), "SESSION_UNKNOWN");
    }
}

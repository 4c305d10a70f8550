package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskUpdateToolTest extends ToolContract {

    TaskUpdateToolTest() {
        super("task_update", Hint.MOVES, "admin", "client", "agent");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("taskId", anUnknownId(), "agentId", agent.id(), "fence", 1);
    }

    @Test
    void progressRenewsTheLease() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        Answer told =
                good(as(agent), tool, Map.of("taskId", claimed.taskId(), "fence", 1, "progress", 40, "note", "half"));
        assertThat(told.text()).contains(claimed.taskId(), "assigned", "leased until " + told.id("leaseUntil"));
        assertThat(Instant.parse(told.id("leaseUntil"))).isAfter(Instant.parse(claimed.leaseUntil()));
        mosaic.task(claimed.taskId()).body("progress", is(40)).body("note", is("half"));
    }

    @Test
    void anOldFenceIsRefused() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        refused(as(agent), tool, Map.of("taskId", claimed.taskId(), "fence", 9), "TASK_FENCED");
    }
}

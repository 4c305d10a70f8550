package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionGetToolTest extends ToolContract {

    SessionGetToolTest() {
        super("session_get", Hint.READS, "admin", "client", "agent", "viewer");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("sessionId", session);
    }

    @Test
    void itIsShownWithItsTasksByState() {
        mosaic.aQueuedTask(session, "java");
        Answer shown = good(as(agent), tool, arguments());
        assertThat(shown.text()).contains(session, "active", "1 queued");
        assertThat(shown.structured().at("/tasks/queued").intValue()).isEqualTo(1);
    }

    @Test
    void anotherSessionIsNotKnownToAnAgent() {
        refused(as(agent), tool, Map.of("sessionId", mosaic.aSession()), "SESSION_UNKNOWN");
    }
}

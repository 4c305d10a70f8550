package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionCloseToolTest extends ToolContract {

    SessionCloseToolTest() {
        super("session_close", Hint.ENDS, "admin", "client");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("sessionId", session);
    }

    @Test
    void itEndsTheSessionAndWhatIsInIt() {
        String task = mosaic.aQueuedTask(session, "java");
        Answer closed = good(withRole("client"), tool, arguments());
        assertThat(closed.text()).contains(session, "closed", closed.id("endedAt"));
        mosaic.task(task).body("state", is("cancelled"));
        assertThat(good(admin, tool, arguments()).structured()).isEqualTo(closed.structured());
    }

    @Test
    void whatIsNotThereIsRefused() {
        refused(admin, tool, Map.of("sessionId", anUnknownId()), "SESSION_UNKNOWN");
    }
}

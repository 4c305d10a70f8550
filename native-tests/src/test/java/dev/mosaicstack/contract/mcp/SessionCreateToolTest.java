package dev.mosaicstack.contract.mcp;

import static dev.mosaicstack.testkit.Api.plus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionCreateToolTest extends ToolContract {

    SessionCreateToolTest() {
        super("session_create", Hint.ADDS, "admin", "client");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("project", "p", "client", "mcp", "metadata", Map.of("k", 1));
    }

    @Test
    void aSessionIsOpen() {
        Answer made = good(admin, tool, arguments());
        assertThat(made.text()).contains(made.id("sessionId"), "active", made.id("expiresAt"));
        api.admin("session-get", Map.of("sessionId", made.id("sessionId")))
                .statusCode(200)
                .body("state", is("active"))
                .body("metadata.k", is(1));
    }

    @Test
    void aRepeatWithItsKeyOpensNoOther() {
        twice(arguments(), "sessionId");
    }

    @Test
    void anotherCallUnderTheSameKeyIsRefused() {
        String key = anUnknownId();
        good(admin, tool, plus(arguments(), "idempotencyKey", key));
        refused(admin, tool, Map.of("project", "q", "client", "mcp", "idempotencyKey", key), "IDEMPOTENCY_MISMATCH");
        refused(admin, tool, plus(arguments(), "idempotencyKey", "not in Ä"), "INVALID_FIELD");
    }

    @Test
    void aSessionForLongerThanThereIsIsRefused() {
        refused(admin, tool, plus(arguments(), "ttlSeconds", 2_592_001), "INVALID_FIELD");
    }
}

package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditContractTest extends Contract {

    private static final String HASH = "[0-9a-f]{64}";

    /** The administrator's token has no UUIDv7. */
    private static final String ANY_ID = "[0-9a-f-]{36}";

    @Test
    void whatAnAgentDidIsInTheAuditUnderItsName() {
        var agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String task = mosaic.aQueuedTask(agent.session(), "java");
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        var about = Map.of("subject", "tasks/" + task);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> api.admin("audit-list", about).body("items", hasSize(3)));
        api.admin("audit-list", about)
                .body("items.type", is(types("completed", "claimed", "created")))
                .body("items.actor[0]", is("agent:" + agent.id()))
                .body("items.actor[2]", matchesPattern("token:" + ANY_ID))
                .body("items[0].eventId", matchesPattern(ID))
                .body("items[0].time", matchesPattern(TIME))
                .body("items[0].sessionId", is(agent.session()))
                .body("items[0].dataSha256", matchesPattern(HASH))
                .body("items[0].previousHash", matchesPattern(HASH))
                .body("items[0].hash", matchesPattern(HASH));
        api.admin(
                        "audit-list",
                        Map.of(
                                "actor",
                                "agent:" + agent.id(),
                                "type",
                                types("claimed").getFirst()))
                .body("items", hasSize(1));
    }

    private static List<String> types(String... whats) {
        return List.of(whats).stream()
                .map(what -> "dev.mosaicstack.mcp.task." + what)
                .toList();
    }

    @Test
    void theChainIsWholeAndAHeadThatWasNotedIsStillThere() {
        mosaic.aSession();
        var first = api.admin("audit-verify", Map.of())
                .statusCode(200)
                .body("ok", is(true))
                .body("headHash", matchesPattern(HASH))
                .body("firstBroken", nullValue())
                .extract();
        assertThat(first.jsonPath().getLong("rows"))
                .isEqualTo(first.jsonPath().getLong("to") - first.jsonPath().getLong("from") + 1);
    }

    @Test
    void aHeadThatNeverWasIsMissed() {
        api.admin("audit-verify", Map.of("sequence", Long.MAX_VALUE, "hash", "0".repeat(64)))
                .statusCode(200)
                .body("ok", is(false))
                .body("firstBroken.problem", is("missing"));
    }

    @Test
    void wrongFieldsAreNamed() {
        refused(api.admin("audit-list", Map.of("since", "yesterday")), 400, "INVALID_FIELD");
        refused(api.admin("audit-list", Map.of("since", "1969-12-31T23:59:59Z")), 400, "INVALID_FIELD");
        var empty = Map.of("since", "2026-01-01T00:00:00Z", "until", "2026-01-01T00:00:00Z");
        refused(api.admin("audit-list", empty), 400, "INVALID_FIELD");
        refused(api.admin("audit-list", Map.of("cursor", "x")), 400, "INVALID_FIELD");
        refused(api.admin("audit-verify", Map.of("sequence", 1)), 400, "INVALID_FIELD");
        refused(api.admin("audit-verify", Map.of("hash", "0".repeat(64))), 400, "INVALID_FIELD");
        refused(api.admin("audit-verify", Map.of("sequence", 1, "hash", "zero")), 400, "INVALID_FIELD");
    }
}

package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Whoever reads a request to a capability first holds it, for one second here, and not a moment longer by reading on. */
class CoordinationHoldContractTest extends Coordination {

    private static final Map<String, Object> TO_REVIEW = Map.of("capability", "review");
    private static final Duration HOLD = Duration.ofSeconds(1);

    private final Agent other = mosaic.anAgentThatCan(session, "review");

    @Test
    void readingOnDoesNotProlongAHoldSoAnotherAgentGetsTheRequest() {
        String request = asked(TO_REVIEW);
        assertThat(inboxIds(helper)).containsExactly(request);
        var over = new AtomicBoolean();
        // Oftener than the hold is long, and less often than the other looks.
        var holder = meanwhile(() -> {
            await().pollInterval(Duration.ofMillis(700)).forever().until(() -> {
                inboxIds(helper);
                return over.get();
            });
            return true;
        });
        try {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> inboxIds(other).contains(request));
        } finally {
            over.set(true);
            holder.join();
        }
        refused(respond(helper, request), 403, "FORBIDDEN");
        respond(other, request).statusCode(200).body("state", is("responded"));
    }

    @Test
    void anAgentThatWaitsIsShownARequestWhoseHoldEndsWithoutAnAnswer() {
        String request = asked(TO_REVIEW);
        assertThat(inboxIds(helper)).containsExactly(request);
        Instant asked = Instant.now();
        List<String> shown = inbox(other, 20).statusCode(200).extract().path("requests.requestId");
        assertThat(shown).containsExactly(request);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void readingAgainWithinTheHoldIsNoDelivery() {
        String request = asked(TO_REVIEW);
        Instant first = Instant.now();
        for (int i = 0; i < 20; i++) {
            assertThat(inboxIds(helper)).containsExactly(request);
        }
        long holds = 1 + Duration.between(first, Instant.now()).dividedBy(HOLD);
        respond(helper, request).statusCode(200);
        try (var redis = Stack.shared().redis()) {
            Events.await(
                    redis,
                    event -> event.subject().contains(request) && event.type().endsWith(".responded"));
            assertThat(Events.about(redis, request).stream()
                            .filter(event -> event.type().endsWith(".delivered")))
                    .hasSizeBetween(1, (int) holds);
        }
    }

    @Test
    void afterTheEndOnlyAnAgentThatHadReadTheRequestIsTooLate() {
        String request = asked(plus(TO_REVIEW, "timeoutSeconds", 1));
        assertThat(inboxIds(helper)).containsExactly(request);
        awaitExpiry(request);
        refused(respond(other, request), 403, "FORBIDDEN");
        refused(respond(helper, request), 409, "REQUEST_EXPIRED");
        refused(respond(other, request), 403, "FORBIDDEN");
    }

    @Test
    void aRequestThatNobodyHadReadTakesNoLateAnswer() {
        String request = asked(plus(TO_REVIEW, "timeoutSeconds", 1));
        awaitExpiry(request);
        refused(respond(helper, request), 403, "FORBIDDEN");
        refused(respond(asker, request), 403, "FORBIDDEN");
        get(request).body("state", is("expired"));
    }

    private void awaitExpiry(String request) {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(6))
                .until(() -> get(request).extract().path("state").equals("expired"));
    }
}

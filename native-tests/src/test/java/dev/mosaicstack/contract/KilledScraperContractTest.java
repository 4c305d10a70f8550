package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A round every ten seconds, so that the killed process would have had its turn for thirty more. */
class KilledScraperContractTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @Test
    void whoComesAfterAKilledProcessOfTheSameHostLooksAtTheTargetsInItsFirstRound() {
        try (var first = Stack.ofItsOwn("killed-scraper", Map.of("MOSAIC_METRICS_INTERVAL", INTERVAL.toString()))) {
            awaitRound(first, INTERVAL.multipliedBy(2));
            first.process().kill();
            try (var second = first.again()) {
                awaitRound(second, INTERVAL.plusSeconds(4));
                assertThat(second.log()).doesNotContain("no round of metrics");
            }
        }
    }

    private static void awaitRound(Stack stack, Duration within) {
        Awaitility.await("a round").atMost(within).until(() -> stack.api()
                .get("/metrics", stack.api().adminToken())
                .statusCode(200)
                .extract()
                .asString()
                .contains("\nup{"));
    }
}

package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Stack;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RateLimitContractTest {

    private static final Map<String, String> SLOW =
            Map.of("MOSAIC_RATE_LIMIT_PER_SECOND", "1", "MOSAIC_RATE_LIMIT_BURST", "10");

    @Test
    void aTokenThatAsksTooOftenIsToldWhenToComeBackAndTheOthersAreNotHeldUp() {
        try (var stack = Stack.ofItsOwn("rate", SLOW)) {
            var api = stack.api();
            String other = api.admin("token-create", Map.of("name", "other", "role", "client"))
                    .statusCode(201)
                    .extract()
                    .path("token");
            ValidatableResponse limited = Stream.generate(() -> api.admin("session-list", Map.of()))
                    .limit(40)
                    .filter(answer -> answer.extract().statusCode() != 200)
                    .findFirst()
                    .orElseThrow();
            refused(limited, 429, "RATE_LIMITED");
            assertThat(Integer.parseInt(limited.extract().header("Retry-After")))
                    .isBetween(1, 60);
            api.call("session-list", other, Map.of()).statusCode(200);
            api.get("/q/health/ready", null).statusCode(200);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> api.admin("session-list", Map.of()).extract().statusCode() == 200);
        }
    }
}

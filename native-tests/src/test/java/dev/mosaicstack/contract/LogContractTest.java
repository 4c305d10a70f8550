package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogContractTest {

    /** With every log category open: what is never logged at DEBUG is never logged. */
    private static final Map<String, String> TALKATIVE =
            Map.of("QUARKUS_LOG_CATEGORY__DEV_MOSAICSTACK__LEVEL", "DEBUG", "QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true");

    @Test
    void aLogHoldsRequestIdsButNoSecretAndNoToken() {
        try (var stack = Stack.ofItsOwn("log", TALKATIVE)) {
            var mosaic = stack.mosaic();
            var api = stack.api();
            var agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
            mosaic.aQueuedTask(agent.session(), "java");
            mosaic.complete(mosaic.claimed(agent)).statusCode(200);
            String made = api.admin("token-create", Map.of("name", "n", "role", "admin"))
                    .extract()
                    .path("token");
            api.call("session-list", made, Map.of("nonsense", made)).statusCode(400);
            String wrong = "wrong-" + "x".repeat(40);
            api.call("session-list", wrong, Map.of()).statusCode(401);
            var json = Map.of("Content-Type", "application/json");
            api.send(Method.POST, "/session-list?access_token=" + made, null, json, Map.of());
            byte[] push = Api.bytes(Map.of("ref", "refs/heads/main"));
            api.deliver(Webhook.fromGitea("push", push, api.webhookSecret()));
            api.deliver(Webhook.fromGitea("push", push, wrong)).statusCode(401);
            api.call("session-list", api.adminToken(), Map.of(), Map.of("X-Request-Id", "trace-me-please"))
                    .statusCode(200);
            Logs.assertClean(stack, agent.token(), made, wrong);
            assertThat(stack.log())
                    .doesNotContainIgnoringCase(" at io.quarkus.")
                    .as("whoever set a forge up wrongly looks here")
                    .contains("webhook from default refused: 401 WEBHOOK_SIGNATURE");
        }
    }
}

package dev.mosaicstack.nginx;

import static dev.mosaicstack.nginx.Caller.joined;
import static dev.mosaicstack.nginx.Caller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shipped npm-advanced.conf in a real nginx, in the frame that Nginx Proxy Manager puts around it. */
@ExtendWith(Pair.class)
class NginxProxyManagerTest {

    private static ShippedNginx nginx;
    private static Caller caller;

    @BeforeAll
    static void start() {
        nginx = ShippedNginx.inProxyManager(Pair.instances().one().api().base());
        caller = new Caller(nginx, Pair.instances().one().api().adminToken());
    }

    @AfterAll
    static void stop() {
        caller.close();
        nginx.close();
    }

    @Test
    void callsOfEachFunctionComeThrough() {
        for (String call :
                new String[] {"session-list", "task-list", "webhook-list", "audit-list", "backup-list", "alert-list"}) {
            var answer = caller.call(call, Map.of());
            assertThat(answer.statusCode()).as(call + answer.body()).isIn(200, 400);
        }
        assertThat(caller.get("/.well-known/oauth-protected-resource/mcp").statusCode())
                .isEqualTo(200);
        assertThat(caller.call("session-get", Map.of("sessionId", "no")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void ourLimitsAreTheOnesThatHold() {
        refused(caller.call("session-list", "{" + " ".repeat(1024 * 1024) + "}"), 413, "BODY_TOO_LARGE");
    }

    /** Nginx Proxy Manager believes every private network about X-Real-IP. */
    @Test
    void theProxyManagersTrustInItsNetworksIsReplacedByOurs() {
        var claimed = Map.of("X-Real-IP", "203.0.113.7", "X-Request-Id", "npm-1");
        joined(caller.posting("/session-list", Api.bytes(Map.of()), claimed));
        assertThat(nginx.log()).anyMatch(line -> line.startsWith("127.0.0.1 ") && line.endsWith(" npm-1"));
    }

    @Test
    void everyAnswerHasEachSecurityHeaderOnce() {
        var answer = caller.call("session-list", Map.of());
        assertThat(answer.headers().allValues("Strict-Transport-Security")).hasSize(1);
        assertThat(answer.headers().allValues("X-Content-Type-Options")).hasSize(1);
        assertThat(answer.headers().allValues("X-Served-By")).isEmpty();
    }
}

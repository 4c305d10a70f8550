package dev.mosaicstack.nginx;

import static dev.mosaicstack.nginx.Caller.joined;
import static dev.mosaicstack.nginx.Caller.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
        nginx = ShippedNginx.inProxyManager(
                function -> Pair.instances().one().api().base().getAuthority());
        caller = new Caller(nginx, Pair.instances().one().api().adminToken());
    }

    @AfterAll
    static void stop() {
        caller.close();
        nginx.close();
    }

    @Test
    void callsComeThrough() {
        assertThat(caller.call("session-list", Map.of()).statusCode()).isEqualTo(200);
        assertThat(caller.get("/.well-known/oauth-protected-resource/mcp").statusCode())
                .isEqualTo(200);
        refused(caller.call("session-get", Map.of("sessionId", "no")), 400, "INVALID_FIELD");
    }

    @Test
    void eachCallGoesToTheFunctionThatTheReadmeNamesForIt() throws IOException {
        var functions = new TreeMap<String, StandIn>();
        try (var apart = ShippedNginx.inProxyManager(name -> functions
                        .computeIfAbsent(name, function -> StandIn.started())
                        .base()
                        .getAuthority());
                var client = new Caller(apart, "none")) {
            callsByFunction()
                    .forEach((function, paths) -> paths.forEach(path -> {
                        client.get(path);
                        assertThat(functions.get(function).asked(path)).as(path).isEqualTo(1);
                    }));
        } finally {
            functions.values().forEach(StandIn::close);
        }
    }

    /** Of the table below "Calls". */
    private static Map<String, List<String>> callsByFunction() throws IOException {
        String readme = Files.readString(Artifact.root().resolve("README.md"));
        var calls = Pattern.compile("(?m)^\\| ([a-z-]+) \\| (`.*) \\| \\[functions/")
                .matcher(readme)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> paths(row.group(2))));
        assertThat(calls).hasSize(8).allSatisfy((function, paths) -> assertThat(paths)
                .isNotEmpty());
        return calls;
    }

    private static List<String> paths(String cell) {
        return Pattern.compile("`(?:[a-z]|/mcp)[a-z-]*`")
                .matcher(cell)
                .results()
                .map(name -> "/" + name.group().replaceAll("[`/]", ""))
                .toList();
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
        assertThat(nginx.lineOf("npm-1")).startsWith("127.0.0.1 ");
    }

    @Test
    void everyAnswerHasEachSecurityHeaderOnce() {
        var answer = caller.call("session-list", Map.of());
        assertThat(answer.headers().allValues("Strict-Transport-Security")).hasSize(1);
        assertThat(answer.headers().allValues("X-Content-Type-Options")).hasSize(1);
        assertThat(answer.headers().allValues("X-Served-By")).isEmpty();
    }
}

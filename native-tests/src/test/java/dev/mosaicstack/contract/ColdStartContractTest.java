package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Flow;
import dev.mosaicstack.testkit.MosaicProcess;
import dev.mosaicstack.testkit.OwnCall;
import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A function that is scaled to zero is started by a request: whoever comes while it starts is answered, and rightly. */
@Execution(ExecutionMode.SAME_THREAD)
class ColdStartContractTest {

    private static final Pattern DELIVERY = Pattern.compile("\"deliveryId\":\"([^\"]+)\"");

    private static RedisServer redis;
    private static Stack sessions;
    private static OwnCall.Given given;

    @BeforeAll
    static void startWhatTheyStandOn() {
        redis = RedisServer.start();
        sessions = Stack.alone(new Flow("session-create"), redis, Map.of());
        given = sessions.given();
    }

    @AfterAll
    static void stop() {
        // Not there, where the tests are of an address alone.
        if (sessions != null) {
            sessions.close();
        }
        redis.close();
    }

    static Stream<Flow> flows() {
        return Flow.underTest().stream();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void whoeverIsConnectedWhileItStartsGetsTheRightAnswer(Flow flow) throws IOException {
        // The schema is made meanwhile, unless the call is about something that must be there.
        Path data = OwnCall.needsASession(flow) ? sessions.process().data() : newFolder(flow);
        try (Stack begun = sessions.begun(flow, data, Map.of())) {
            int port = begun.process().port();
            var hammer = new Hammer(
                    port,
                    () -> OwnCall.of(flow, given).request(port, given.adminToken()),
                    OwnCall.of(flow, given).status());
            assertStored(begun, hammer.untilAllAreAnswered());
            Logs.assertClean(begun);
        }
    }

    private static void assertStored(Stack begun, List<String> answers) {
        Set<String> told = new HashSet<>();
        answers.forEach(answer -> DELIVERY.matcher(answer).results().forEach(found -> told.add(found.group(1))));
        for (String delivery : told) {
            begun.api().admin("webhook-get", Map.of("deliveryId", delivery)).statusCode(200);
        }
    }

    /** Its Redis, where it has one of its own, ends with it. */
    @ParameterizedTest
    @MethodSource("flows")
    void aSigtermWhileItStartsEndsItCleanly(Flow flow) throws IOException {
        Path data = newFolder(flow);
        for (Path sign : List.of(data, data.resolve("mcp/state"), data.resolve("mcp/state/mosaic.db"))) {
            MosaicProcess process = begun(flow, data);
            Awaitility.await(flow + " is as far as " + sign)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(sign));
            var ended = process.terminate();
            assertThat(ended.after()).isLessThan(Duration.ofSeconds(10));
            // 143 where Java had not begun to listen to signals.
            assertThat(ended.exitCode()).as(process.log()).isIn(0, 143);
            assertThat(ended.leftOver()).isEmpty();
            assertThat(process.log()).doesNotContain("Exception", " ERROR ");
            process.close();
        }
        try (MosaicProcess process = begun(flow, data).ready()) {
            assertThat(process.handle().isAlive()).isTrue();
        }
    }

    private static MosaicProcess begun(Flow flow, Path data) {
        return MosaicProcess.begin(flow, data, redis.url(), Map.of());
    }

    @ParameterizedTest
    @MethodSource("flows")
    void itStartsAndAnswersWithoutRedis(Flow flow) {
        // Nobody listens at the discard port.
        var away = Map.of("MOSAIC_REDIS_URL", "redis://127.0.0.1:9");
        try (Stack begun = sessions.begun(flow, sessions.process().data(), away)) {
            begun.process().ready();
            begun.api()
                    .get("/q/health/ready", null)
                    .statusCode(200)
                    .body("checks.find { it.name == 'redis' }.data.redis", is("degraded"));
            OwnCall call = OwnCall.of(flow, given);
            var headers = new java.util.HashMap<>(call.headers());
            headers.put("Content-Type", "application/json");
            begun.api()
                    .call(call.path(), given.adminToken(), call.body(), headers)
                    .statusCode(call.status());
        }
    }

    private static Path newFolder(Flow flow) throws IOException {
        Path stacks = Files.createDirectories(Path.of("target", "stacks").toAbsolutePath());
        return Files.createTempDirectory(stacks, "cold-" + flow.name() + "-");
    }
}

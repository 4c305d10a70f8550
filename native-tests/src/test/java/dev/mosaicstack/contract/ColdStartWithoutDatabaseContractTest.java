package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.matchesPattern;

import dev.mosaicstack.testkit.DatabaseServer;
import dev.mosaicstack.testkit.DatabaseUnderTest;
import dev.mosaicstack.testkit.Flow;
import dev.mosaicstack.testkit.MosaicProcess;
import dev.mosaicstack.testkit.OwnCall;
import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Stack;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** After a power cut everything starts at once, and a function is there before its database server. */
@Execution(ExecutionMode.SAME_THREAD)
class ColdStartWithoutDatabaseContractTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private record Begun(Flow flow, Stack stack) {}

    @Test
    void aFunctionWithoutItsDatabaseServerRefusesCallsUntilItIsThere() throws IOException {
        try (RedisServer redis = RedisServer.start();
                DatabaseServer server = DatabaseUnderTest.start("postgresql");
                Stack sessions = Stack.alone(
                        new Flow("session-create"), redis, server.create("cold").settings())) {
            OwnCall.Given given = sessions.given();
            server.kill();
            List<Begun> all = new ArrayList<>();
            try {
                for (Flow flow : functions()) {
                    all.add(new Begun(flow, sessions.begun(flow, newFolder(flow), Map.of())));
                }
                all.forEach(begun -> assertRefuses(begun, given));
                server.startAgain();
                all.forEach(begun -> assertWorks(begun, given));
            } finally {
                all.forEach(begun -> begun.stack().close());
            }
        }
    }

    /** A person is told in one line, and not left waiting. */
    @Test
    void theAllInOneSaysWhatIsWrongAndEnds() throws IOException {
        var everything = new Flow("all-in-one");
        if (!Flow.underTest().contains(everything)) {
            return;
        }
        var nobody = Map.of("MOSAIC_DB_URL", "postgresql://127.0.0.1:9/cold");
        try (MosaicProcess process = MosaicProcess.begin(everything, newFolder(everything), "", nobody)) {
            assertThat(process.awaitEnd(SOON)).isPositive();
            assertThat(process.log().lines().filter(line -> line.startsWith("mosaic: ")))
                    .singleElement()
                    .asString()
                    .contains("MOSAIC_DB_URL", "Connection refused");
        }
    }

    private static List<Flow> functions() {
        return Flow.underTest().stream().filter(flow -> !flow.isEverything()).toList();
    }

    private static void assertRefuses(Begun begun, OwnCall.Given given) {
        Awaitility.await(begun.flow() + " is alive")
                .atMost(SOON)
                .ignoreExceptionsMatching(e -> e instanceof ConnectException)
                .untilAsserted(
                        () -> begun.stack().api().get("/q/health/live", null).statusCode(200));
        begun.stack().api().get("/q/health/ready", null).statusCode(503);
        refused(call(begun, given), 503, "DATABASE_UNAVAILABLE").header("Retry-After", matchesPattern("\\d+"));
    }

    private static void assertWorks(Begun begun, OwnCall.Given given) {
        begun.stack().process().ready();
        call(begun, given).statusCode(OwnCall.of(begun.flow(), given).status());
        Logs.assertClean(begun.stack());
    }

    private static ValidatableResponse call(Begun begun, OwnCall.Given given) {
        OwnCall call = OwnCall.of(begun.flow(), given);
        var headers = new HashMap<>(call.headers());
        headers.put("Content-Type", "application/json");
        return begun.stack().api().call(call.path(), given.adminToken(), call.body(), headers);
    }

    private static Path newFolder(Flow flow) throws IOException {
        Path stacks = Files.createDirectories(Path.of("target", "stacks").toAbsolutePath());
        return Files.createTempDirectory(stacks, "cold-" + flow.name() + "-");
    }
}

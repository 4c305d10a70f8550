package dev.mosaicstack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Nginx;
import dev.mosaicstack.testkit.Stack;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two processes of mcp-server on one data folder, behind an nginx that gives each the next request. All that a client
 * must do is what the README says under "Several instances".
 */
@Timeout(400)
class McpTwoInstancesTest {

    private static Stack all;
    private static Stack one;
    private static Stack two;

    @BeforeAll
    static void start() {
        all = Stack.ofItsOwn("two-instances", Map.of());
        one = instance();
        two = instance();
    }

    @AfterAll
    static void stop() {
        Stream.of(two, one, all).filter(Objects::nonNull).forEach(Stack::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void aFlowThatBeganOnOneGoesOnOnTheOtherAndItsClientNeedNotKnow(String revision) {
        try (var nginx = Nginx.inTurn(List.of(base(one), base(two)))) {
            // In a session only the instance that has a call can be told that it is cancelled.
            Script.run("flow.mjs", Api.plus(plan(revision, nginx), "cancels", !revision.equals("2025-11-25")));
            assertThat(served(nginx, one)).as("requests of " + nginx.log()).isGreaterThan(20);
            assertThat(served(nginx, two)).as("requests of " + nginx.log()).isGreaterThan(20);
        }
    }

    @Test
    void aSessionWhoseRequestsAllGoToOneInstanceCanCancelThemToo() {
        try (var nginx = Nginx.bySession(List.of(base(one), base(two)))) {
            Script.run("flow.mjs", plan("2025-11-25", nginx));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void whenOneIsKilledAClientThatAsksAgainUnderItsKeysDoesNothingTwice(String revision) {
        try (var victim = instance();
                var nginx = Nginx.inTurn(List.of(base(victim), base(two)))) {
            long pid = victim.process().handle().pid();
            Script.run("retries.mjs", Api.plus(plan(revision, nginx), "victim", pid));
            assertThat(served(nginx, victim)).as("requests of " + nginx.log()).isGreaterThan(20);
        }
    }

    private static Stack instance() {
        return all.function("mcp-server", Map.of());
    }

    private static URI base(Stack instance) {
        return instance.api().base();
    }

    private static long served(Nginx nginx, Stack instance) {
        String server = base(instance).getAuthority();
        return nginx.log().stream().filter(line -> line.startsWith(server)).count();
    }

    private static Map<String, String> plan(String revision, Nginx nginx) {
        return Map.of(
                "revision",
                revision,
                "url",
                nginx.base() + "/mcp",
                "token",
                all.api().adminToken());
    }
}

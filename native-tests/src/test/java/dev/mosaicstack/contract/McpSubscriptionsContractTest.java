package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.McpSession;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients that subscribed to a resource are told when it changes. */
class McpSubscriptionsContractTest extends Contract {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** As long as nothing must come. */
    private static final Duration QUIET = Duration.ofMillis(700);

    @Test
    void whoSubscribedToATaskIsToldOfItsEnd() {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String task = mosaic.aQueuedTaskFor(agent);
        McpSession client = McpSession.begin(api.base(), api.adminToken());
        subscribe(client, "mosaic://tasks/" + task);
        try (var stream = client.listen()) {
            var claimed = mosaic.claimed(agent);
            assertThat(stream.updated(SOON)).isEqualTo("mosaic://tasks/" + task);
            mosaic.complete(claimed).statusCode(200);
            assertThat(stream.updated(SOON)).isEqualTo("mosaic://tasks/" + task);
            assertThat(client.read("mosaic://tasks/" + task).get("state").textValue())
                    .isEqualTo("completed");
            mosaic.aQueuedTask(agent.session(), "java");
            assertThat(stream.updated(QUIET)).isNull();
        }
    }

    @Test
    void aSessionChangesWithItsTasksAndItsAgents() {
        String session = mosaic.aSession();
        McpSession client = McpSession.begin(api.base(), api.adminToken());
        try (var stream = client.listen()) {
            subscribe(client, "mosaic://sessions/" + session);
            mosaic.aQueuedTask(session, "java");
            assertThat(stream.updated(SOON)).isEqualTo("mosaic://sessions/" + session);
            mosaic.anAgentThatCan(session, "java");
            assertThat(stream.updated(SOON)).isEqualTo("mosaic://sessions/" + session);
        }
    }

    @Test
    void whoUnsubscribedIsToldNoMore() {
        String session = mosaic.aSession();
        McpSession client = McpSession.begin(api.base(), api.adminToken());
        try (var stream = client.listen()) {
            subscribe(client, "mosaic://sessions/" + session);
            mosaic.aQueuedTask(session, "java");
            assertThat(stream.updated(SOON)).isNotNull();
            client.result("resources/unsubscribe", Map.of("uri", "mosaic://sessions/" + session));
            mosaic.aQueuedTask(session, "java");
            assertThat(stream.updated(QUIET)).isNull();
        }
    }

    @Test
    void whatChangedWhileNoStreamWasOpenIsToldOnceWhenOneIs() {
        String session = mosaic.aSession();
        String changed = mosaic.aQueuedTask(session, "java");
        String same = mosaic.aQueuedTask(session, "java");
        McpSession client = McpSession.begin(api.base(), api.adminToken());
        subscribe(client, "mosaic://tasks/" + changed);
        subscribe(client, "mosaic://tasks/" + same);
        api.admin("task-cancel", Map.of("taskId", changed)).statusCode(200);
        try (var stream = client.listen()) {
            assertThat(stream.updated(SOON)).isEqualTo("mosaic://tasks/" + changed);
            assertThat(stream.updated(QUIET)).isNull();
        }
    }

    @Test
    void nobodySubscribesToWhatItCannotRead() {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        McpSession client = McpSession.begin(api.base(), agent.token());
        for (String uri : List.of(
                "mosaic://sessions/" + mosaic.aSession(), "mosaic://tasks/" + anUnknownId(), "mosaic://nothing")) {
            assertThat(client.error("resources/subscribe", Map.of("uri", uri))
                            .get("code")
                            .intValue())
                    .as(uri)
                    .isEqualTo(-32002);
        }
        subscribe(client, "mosaic://sessions/" + agent.session());
    }

    @Test
    void anAgentIsToldOfRecentEventsOfItsOwnSessionOnly() {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        McpSession client = McpSession.begin(api.base(), agent.token());
        try (var stream = client.listen()) {
            subscribe(client, "mosaic://events/recent");
            mosaic.aSession();
            assertThat(stream.updated(QUIET)).isNull();
            mosaic.aQueuedTask(agent.session(), "java");
            assertThat(stream.updated(SOON)).isEqualTo("mosaic://events/recent");
        }
    }

    @Test
    void aMessageGoesToOneStreamOfASession() {
        String session = mosaic.aSession();
        McpSession client = McpSession.begin(api.base(), api.adminToken());
        subscribe(client, "mosaic://sessions/" + session);
        try (var older = client.listen();
                var newer = client.listen()) {
            assertThat(newer.updated(QUIET)).isNull();
            mosaic.aQueuedTask(session, "java");
            assertThat(newer.updated(SOON)).isNotNull();
            assertThat(older.updated(QUIET)).isNull();
        }
    }

    @Test
    void subscribedInOneProcessListenedToInAnotherChangedInAThird() {
        try (Stack all = Stack.ofItsOwn("mcp-three", Map.of());
                Stack one = all.function("mcp-server", Map.of());
                Stack other = all.function("mcp-server", Map.of("MOSAIC_LOG_JSON", "true"))) {
            String session = all.mosaic().aSession();
            McpSession here = McpSession.begin(one.api().base(), one.api().adminToken());
            McpSession there = here.at(other.api().base(), other.api().adminToken());
            try (var stream = there.listen()) {
                assertThat(stream.status()).isEqualTo(200);
                subscribe(here, "mosaic://sessions/" + session);
                all.mosaic().aQueuedTask(session, "java");
                assertThat(stream.updated(SOON)).isEqualTo("mosaic://sessions/" + session);
                here.result("resources/unsubscribe", Map.of("uri", "mosaic://sessions/" + session));
            }
        }
    }

    @Test
    void withoutRedisChangesOfOtherProcessesAreToldAllTheSame() {
        RedisServer redis = RedisServer.start();
        var settings = Map.of("MOSAIC_REDIS_URL", redis.url());
        try (redis;
                Stack all = Stack.ofItsOwn("mcp-no-redis", settings);
                Stack other = all.function("mcp-server", settings)) {
            String session = all.mosaic().aSession();
            McpSession client = McpSession.begin(other.api().base(), other.api().adminToken());
            subscribe(client, "mosaic://sessions/" + session);
            try (var stream = client.listen()) {
                all.mosaic().aQueuedTask(session, "java");
                assertThat(stream.updated(SOON)).isNotNull();
                redis.kill();
                all.mosaic().aQueuedTask(session, "java");
                assertThat(stream.updated(SOON)).isNotNull();
                redis.startAgain();
                all.mosaic().aQueuedTask(session, "java");
                assertThat(stream.updated(SOON)).isNotNull();
            }
        }
    }

    private static void subscribe(McpSession client, String uri) {
        client.result("resources/subscribe", Map.of("uri", uri));
    }
}

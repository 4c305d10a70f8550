package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.McpSession;
import dev.mosaicstack.testkit.Mosaic.Agent;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be read over MCP, by whom. */
class McpResourcesContractTest extends Contract {

    private final McpSession admin = McpSession.none(api.base(), api.adminToken());

    @Test
    void whatThereIsToReadIsListed() {
        assertThat(texts(admin.result("resources/list", Map.of()).get("resources"), "uri"))
                .containsExactly("mosaic://events/recent");
        assertThat(texts(admin.result("resources/templates/list", Map.of()).get("resourceTemplates"), "uriTemplate"))
                .containsExactlyInAnyOrder("mosaic://sessions/{id}", "mosaic://tasks/{id}", "mosaic://tasks/{id}/log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "client", "viewer", "agent"})
    void everyRoleReadsSessionsTasksLogsAndEvents(String role) {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String task = mosaic.aQueuedTask(agent.session(), "java", Map.of("payload", Map.of("a", 1)));
        McpSession reader = McpSession.none(api.base(), token(role, agent));
        JsonNode session = reader.read("mosaic://sessions/" + agent.session());
        assertThat(session.path("sessionId").textValue()).isEqualTo(agent.session());
        assertThat(session.at("/tasks/queued").intValue()).isEqualTo(1);
        JsonNode read = reader.read("mosaic://tasks/" + task);
        assertThat(read.path("state").textValue()).isEqualTo("queued");
        assertThat(read.at("/payload/a").intValue()).isEqualTo(1);
        assertThat(read.has("log")).isFalse();
        assertThat(texts(reader.read("mosaic://tasks/" + task + "/log").get("log"), "event"))
                .containsExactly("created");
        // Others are busy at the same instance: hundreds of theirs may be more recent than ours.
        await("an event of ours").until(() -> {
            String another = mosaic.aQueuedTask(agent.session(), "java");
            JsonNode events = reader.read("mosaic://events/recent").get("events");
            return texts(events, "subject").contains("tasks/" + another);
        });
    }

    @Test
    void aTaskTellsItsProgressItsResultAndItsLogInOrder() {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String task = mosaic.aQueuedTaskFor(agent);
        var claimed = mosaic.claimed(agent);
        mosaic.update(claimed, Map.of("progress", 40, "note", "half way"));
        assertThat(admin.read("mosaic://tasks/" + task).path("progress").intValue())
                .isEqualTo(40);
        api.call("task-complete", agent.token(), Api.plus(claimed.report(), "result", Map.of("ok", true)))
                .statusCode(200);
        assertThat(admin.read("mosaic://tasks/" + task).at("/result/ok").booleanValue())
                .isTrue();
        assertThat(texts(admin.read("mosaic://tasks/" + task + "/log").get("log"), "event"))
                .containsExactly("created", "claimed", "updated", "completed");
    }

    @Test
    void recentEventsAreTheNewestFiftyNewestFirst() {
        String session = mosaic.aSession();
        for (int i = 0; i < 60; i++) {
            mosaic.aQueuedTask(session, "java");
        }
        JsonNode events = admin.read("mosaic://events/recent").get("events");
        assertThat(events).hasSize(50);
        List<Long> positions = StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.get("position").longValue())
                .toList();
        assertThat(positions).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    @Test
    void anAgentSeesNothingOfAnotherSession() {
        Agent agent = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String foreign = mosaic.aSession();
        String task = mosaic.aQueuedTask(foreign, "java");
        McpSession reader = McpSession.none(api.base(), agent.token());
        for (String uri :
                List.of("mosaic://sessions/" + foreign, "mosaic://tasks/" + task, "mosaic://tasks/" + task + "/log")) {
            assertUnknown(reader, uri);
        }
        JsonNode events = reader.read("mosaic://events/recent").get("events");
        assertThat(texts(events, "sessionid")).isNotEmpty().containsOnly(agent.session());
        JsonNode completed = complete(reader, "mosaic://tasks/{id}", task);
        assertThat(completed.at("/completion/values")).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFoundAndNoFaultOfOurs() {
        assertUnknown(admin, "mosaic://tasks/" + anUnknownId());
        assertUnknown(admin, "mosaic://tasks/" + anUnknownId() + "/log");
        assertUnknown(admin, "mosaic://sessions/" + anUnknownId());
        assertUnknown(admin, "mosaic://sessions/not-an-id");
        assertUnknown(admin, "mosaic://sessions/");
        assertUnknown(admin, "mosaic://nothing");
        assertUnknown(admin, "http://127.0.0.1/");
    }

    @Test
    void idsThatBeginAlikeAreProposedToWhoTypes() {
        String session = mosaic.aSession();
        String task = mosaic.aQueuedTask(session, "java");
        assertThat(complete(admin, "mosaic://tasks/{id}", task.substring(0, 30)).at("/completion/values"))
                .extracting(JsonNode::textValue)
                .contains(task);
        assertThat(complete(admin, "mosaic://sessions/{id}", session).at("/completion/values"))
                .extracting(JsonNode::textValue)
                .containsExactly(session);
        JsonNode error = admin.error(
                "completion/complete",
                Map.of(
                        "ref", Map.of("type", "ref/resource", "uri", "mosaic://nothing/{id}"),
                        "argument", Map.of("name", "id", "value", "")));
        assertThat(error.get("code").intValue()).isEqualTo(-32602);
    }

    /** Whoever was given the look at a thing by its id was not given all ids. */
    @Test
    void aTokenThatMayNotListIsProposedNoIds() {
        String session = mosaic.aSession();
        String task = mosaic.aQueuedTask(session, "java");
        String token = api.admin(
                        "token-create",
                        Map.of("name", "looks", "role", "client", "calls", List.of("task-get", "session-get")))
                .statusCode(201)
                .extract()
                .path("token");
        McpSession looks = McpSession.none(api.base(), token);
        assertThat(looks.read("mosaic://tasks/" + task).path("taskId").textValue())
                .isEqualTo(task);
        assertThat(complete(looks, "mosaic://tasks/{id}", task).at("/completion/values"))
                .isEmpty();
        assertThat(complete(looks, "mosaic://sessions/{id}", session).at("/completion/values"))
                .isEmpty();
    }

    private String token(String role, Agent agent) {
        return switch (role) {
            case "agent" -> agent.token();
            case "admin" -> api.adminToken();
            default ->
                api.admin("token-create", Map.of("name", "reads-resources", "role", role))
                        .statusCode(201)
                        .extract()
                        .path("token");
        };
    }

    private static JsonNode complete(McpSession session, String template, String begin) {
        return session.result(
                "completion/complete",
                Map.of(
                        "ref", Map.of("type", "ref/resource", "uri", template),
                        "argument", Map.of("name", "id", "value", begin)));
    }

    private static void assertUnknown(McpSession reader, String uri) {
        JsonNode error = reader.error("resources/read", Map.of("uri", uri));
        assertThat(error.get("code").intValue()).as(uri + ": " + error).isEqualTo(-32002);
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(each -> each.has(field))
                .map(each -> each.get(field).textValue())
                .toList();
    }
}

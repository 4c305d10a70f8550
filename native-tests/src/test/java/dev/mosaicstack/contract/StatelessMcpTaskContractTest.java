package dev.mosaicstack.contract;

import static dev.mosaicstack.contract.StatelessMcpContractTest.complete;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Mosaic.Claimed;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.StatelessMcp;
import dev.mosaicstack.testkit.StatelessMcp.Answer;
import dev.mosaicstack.testkit.StatelessMcp.Stream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2026-07-28, extension io.modelcontextprotocol/tasks, over the durable tasks. */
@Timeout(300)
class StatelessMcpTaskContractTest extends Contract {

    private final StatelessMcp mcp = new StatelessMcp(api, api.adminToken());
    private final String session = mosaic.aSession();

    @Test
    void aCallThatTakesLongIsATaskThatIsAskedForLater() {
        Agent agent = mosaic.anAgentThatCan(session, "java");
        String id = begun(mcp, session);
        JsonNode working = task(mcp, id);
        assertThat(working.path("status").textValue()).isEqualTo("working");
        assertThat(working.path("taskId").textValue()).isEqualTo(id);
        assertThat(working.path("createdAt").textValue()).matches(TIME);
        assertThat(working.path("lastUpdatedAt").textValue()).matches(TIME);
        assertThat(working.path("ttlMs").isNull()).isTrue();
        assertThat(working.path("pollIntervalMs").intValue()).isPositive();
        mosaic.complete(mosaic.claimed(agent)).statusCode(200);
        JsonNode completed = task(mcp, id);
        assertThat(completed.path("status").textValue()).isEqualTo("completed");
        assertThat(completed.at("/result/structuredContent/result/answer").intValue())
                .isEqualTo(42);
        assertThat(completed.at("/result/content/0/text").textValue()).contains("completed");
    }

    @Test
    void aClientThatTakesNoTasksGetsNone() {
        Answer answer =
                mcp.tool("task_run", run(session, Map.of("waitSeconds", 0))).send();
        assertThat(complete(answer).has("taskId")).isFalse();
        for (String method : List.of("tasks/get", "tasks/update", "tasks/cancel")) {
            Answer lacking = mcp.request(method, Map.of("taskId", "x", "inputResponses", Map.of()))
                    .send();
            assertThat(lacking.status()).isEqualTo(400);
            assertThat(lacking.error().path("code").intValue()).isEqualTo(-32021);
            assertThat(lacking.error()
                            .at("/data/requiredCapabilities/extensions/io.modelcontextprotocol~1tasks")
                            .isObject())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks/get", "tasks/update", "tasks/cancel"})
    void anotherSessionsTaskIsNotThereForAnAgent(String method) {
        Agent stranger = mosaic.anAgentThatCan(mosaic.aSession(), "java");
        String id = begun(mcp, session);
        for (String unknown : List.of(id, anUnknownId(), "no id")) {
            Answer answer = new StatelessMcp(api, stranger.token())
                    .request(method, Map.of("taskId", unknown, "inputResponses", Map.of()))
                    .takingTasks()
                    .send();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.error().path("code").intValue()).isEqualTo(-32602);
        }
        assertThat(task(mcp, id).path("status").textValue()).isEqualTo("working");
    }

    @Test
    void aTaskMayBeCancelledAndOneThatHasEndedStaysAsItIs() {
        String id = begun(mcp, session);
        for (int i = 0; i < 2; i++) {
            JsonNode acknowledged = complete(mcp.request("tasks/cancel", Map.of("taskId", id))
                    .takingTasks()
                    .send());
            assertThat(acknowledged.has("status")).isFalse();
        }
        assertThat(task(mcp, id).path("status").textValue()).isEqualTo("cancelled");
    }

    @Test
    void whoListensToATaskIsToldHowItIsAndHowItEnds() {
        Agent agent = mosaic.anAgentThatCan(session, "java");
        String id = begun(mcp, session);
        var filter = Map.of("notifications", Map.of("taskIds", List.of(id, anUnknownId())));
        try (Stream listening =
                mcp.request("subscriptions/listen", filter).takingTasks().open()) {
            JsonNode acknowledged = StatelessMcpStreamContractTest.acknowledged(listening);
            assertThat(StatelessMcpContractTest.texts(acknowledged.at("/params/notifications/taskIds")))
                    .containsExactly(id);
            assertThat(told(listening, id).path("status").textValue()).isEqualTo("working");
            Claimed claimed = mosaic.claimed(agent);
            mosaic.complete(claimed).statusCode(200);
            JsonNode last = told(listening, id);
            while (last.path("status").textValue().equals("working")) {
                last = told(listening, id);
            }
            assertThat(last.at("/result/structuredContent/result/answer").intValue())
                    .isEqualTo(42);
        }
    }

    @Test
    void aTaskIsAnsweredForAfterTheProcessWasKilled() {
        try (Stack killed = Stack.ofItsOwn("mcp-task-restart", Map.of())) {
            String theirs = killed.mosaic().aSession();
            Agent agent = killed.mosaic().anAgentThatCan(theirs, "java");
            String id = begun(new StatelessMcp(killed.api(), killed.api().adminToken()), theirs);
            killed.process().kill();
            try (Stack again = killed.again()) {
                var client = new StatelessMcp(again.api(), again.api().adminToken());
                assertThat(task(client, id).path("status").textValue()).isEqualTo("working");
                Mosaic mosaic = again.mosaic();
                mosaic.complete(mosaic.claimed(agent)).statusCode(200);
                assertThat(task(client, id).path("status").textValue()).isEqualTo("completed");
            }
        }
    }

    private static Map<String, Object> run(String session, Map<String, ?> more) {
        return Api.plus(Mosaic.task(session, "java"), more);
    }

    /** @return its id */
    private static String begun(StatelessMcp client, String session) {
        JsonNode result = client.tool("task_run", run(session, Map.of()))
                .takingTasks()
                .send()
                .result();
        assertThat(result.path("resultType").textValue()).as(result.toString()).isEqualTo("task");
        assertThat(result.path("status").textValue()).isEqualTo("working");
        assertThat(result.has("result")).isFalse();
        return result.path("taskId").textValue();
    }

    private static JsonNode task(StatelessMcp client, String id) {
        return complete(
                client.request("tasks/get", Map.of("taskId", id)).takingTasks().send());
    }

    private static JsonNode told(Stream listening, String id) {
        JsonNode next = listening.next();
        assertThat(next.path("method").textValue()).as(next.toString()).isEqualTo("notifications/tasks");
        assertThat(next.at("/params/taskId").textValue()).isEqualTo(id);
        return next.path("params");
    }
}

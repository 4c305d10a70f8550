package dev.mosaicstack.contract.mcp;

import static dev.mosaicstack.testkit.Api.plus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Stack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What takes long goes on as a task, whose id is that of the durable task or of the request between agents. */
class TasksOfToolsTest extends Tools {

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");
    private final TaskTaker client = new TaskTaker(api, api.adminToken());

    @Test
    void aTaskThatRunsIsWorkingUntilItsAgentHasEndedIt() {
        JsonNode begun = client.begin("task_run", Mosaic.task(session, "java"));
        String id = begun.path("taskId").textValue();
        assertThat(begun.path("status").textValue()).isEqualTo("working");
        assertThat(begun.path("statusMessage").textValue()).isEqualTo("queued");
        var claimed = mosaic.claimed(agent);
        assertThat(claimed.taskId()).isEqualTo(id);
        mosaic.update(claimed, Map.of("progress", 40, "note", "half")).statusCode(200);
        assertThat(client.get(id).path("statusMessage").textValue()).isEqualTo("assigned, 40 %: half");
        mosaic.complete(claimed).statusCode(200);
        JsonNode ended = client.get(id);
        assertThat(ended.path("status").textValue()).isEqualTo("completed");
        JsonNode shown = admin.call("task_get", Map.of("taskId", id));
        assertThat(ended.at("/result/content")).isEqualTo(shown.get("content"));
        assertThat(ended.at("/result/structuredContent")).isEqualTo(shown.get("structuredContent"));
        assertThat(ended.path("lastUpdatedAt")).isEqualTo(shown.at("/structuredContent/updatedAt"));
    }

    @Test
    void aTaskThatFailedIsCompletedWithTheToolsError() {
        String id = run();
        mosaic.fail(mosaic.claimed(agent), false).statusCode(200);
        JsonNode ended = client.get(id);
        assertThat(ended.path("status").textValue()).isEqualTo("completed");
        assertThat(ended.at("/result/isError").asBoolean()).isTrue();
        assertThat(ended.at("/result/content/0/text").textValue()).contains("failed", "Reason: it broke");
    }

    @Test
    void aTaskThatNobodyHoldsIsCancelled() {
        String id = run();
        client.tasks("cancel", id).statusCode(200);
        assertThat(client.get(id).path("status").textValue()).isEqualTo("cancelled");
        mosaic.task(id).body("state", is("cancelled"));
        client.tasks("cancel", id).statusCode(200);
    }

    @Test
    void aTaskThatAnAgentHoldsGoesOnWhenItIsCancelled() {
        String id = run();
        var claimed = mosaic.claimed(agent);
        client.tasks("cancel", id).statusCode(200);
        assertThat(client.get(id).path("status").textValue()).isEqualTo("working");
        mosaic.complete(claimed).statusCode(200);
        assertThat(client.get(id).path("status").textValue()).isEqualTo("completed");
    }

    @Test
    void whoMayNotCancelTasksMayLookAtThem() {
        String id = run();
        var ofAgent = new TaskTaker(api, agent.token());
        assertThat(ofAgent.get(id).path("status").textValue()).isEqualTo("working");
        Api.refused(ofAgent.tasks("cancel", id), 403, "FORBIDDEN");
        mosaic.task(id).body("state", is("queued"));
    }

    @Test
    void inputThatNobodyAskedForIsLeftAlone() {
        String id = run();
        var input = Map.of("taskId", id, "inputResponses", Map.of("name", Map.of("action", "accept")));
        client.send("tasks/update", id, input).statusCode(200);
        assertThat(client.get(id).path("statusMessage").textValue()).isEqualTo("queued");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "cancel"})
    void whatTheCallerMayNotSeeIsNotThere(String what) {
        var stranger = new TaskTaker(
                api, mosaic.anAgentThatCan(mosaic.aSession(), "java").token());
        for (String id : new String[] {run(), asked(Map.of()), anUnknownId(), "no id"}) {
            JsonNode answer = TaskTaker.message(stranger.tasks(what, id));
            assertThat(answer.at("/error/code").intValue())
                    .as(id + ": " + answer)
                    .isEqualTo(-32602);
        }
    }

    @Test
    void aRequestIsATaskUntilItIsAnswered() {
        String id = asked(Map.of());
        client.tasks("cancel", id).statusCode(200);
        assertThat(client.get(id).path("status").textValue()).isEqualTo("working");
        assertThat(client.get(id).path("statusMessage").textValue()).isEqualTo("pending");
        answer(id, "body", "because");
        JsonNode ended = client.get(id);
        assertThat(ended.path("status").textValue()).isEqualTo("completed");
        assertThat(ended.at("/result/structuredContent/response").textValue()).isEqualTo("because");
        assertThat(ended.at("/result/isError").asBoolean()).isFalse();
    }

    @Test
    void aRequestThatIsDeclinedIsAnsweredToo() {
        String id = asked(Map.of());
        answer(id, "declineReason", "busy");
        assertThat(client.get(id).at("/result/structuredContent/state").textValue())
                .isEqualTo("declined");
    }

    @Test
    void aRequestThatExpiredIsCompletedWithTheToolsError() {
        String id = asked(Map.of("timeoutSeconds", 1));
        await("to expire")
                .until(() -> !client.get(id).path("status").textValue().equals("working"));
        JsonNode ended = client.get(id);
        assertThat(ended.path("status").textValue()).isEqualTo("completed");
        assertThat(ended.at("/result/isError").asBoolean()).isTrue();
        assertThat(ended.at("/result/content/0/text").textValue()).startsWith("REQUEST_EXPIRED: ");
    }

    @Test
    void whatDoesNotWaitIsNoTask() {
        JsonNode answer = client.call("coordination_request", plus(question(), "waitSeconds", 0));
        assertThat(answer.path("resultType").textValue()).isEqualTo("complete");
        assertThat(answer.at("/structuredContent/state").textValue()).isEqualTo("pending");
    }

    @Test
    void aWaitThatIsTooLongIsRefusedAsInTheCall() {
        JsonNode answer = client.call("task_run", plus(Mosaic.task(session, "java"), "waitSeconds", 31));
        assertThat(answer.path("isError").asBoolean()).isTrue();
        assertThat(text(answer)).startsWith("INVALID_FIELD: waitSeconds");
        assertThat(mosaic.claimedIds(agent, Map.of())).isEmpty();
    }

    @Test
    void afterACrashTheTaskIsThere() {
        try (Stack killed = Stack.ofItsOwn("mcp-tasks", Map.of())) {
            var before = new TaskTaker(killed.api(), killed.api().adminToken());
            String id = before.begin("task_run", Mosaic.task(killed.mosaic().aSession(), "java"))
                    .path("taskId")
                    .textValue();
            killed.process().kill();
            try (Stack again = killed.again()) {
                var after = new TaskTaker(again.api(), again.api().adminToken());
                assertThat(after.get(id).path("status").textValue()).isEqualTo("working");
            }
        }
    }

    private String run() {
        return client.begin("task_run", Mosaic.task(session, "java"))
                .path("taskId")
                .textValue();
    }

    private String asked(Map<String, ?> more) {
        return client.begin("coordination_request", plus(question(), more))
                .path("taskId")
                .textValue();
    }

    private Map<String, Object> question() {
        return Map.of(
                "sessionId",
                session,
                "from",
                mosaic.anAgentThatCan(session, "review").id(),
                "to",
                agent.id(),
                "topic",
                "t",
                "body",
                "why?",
                "waitSeconds",
                10);
    }

    private void answer(String request, String field, String text) {
        api.call("coordination-respond", agent.token(), Map.of("requestId", request, field, text))
                .statusCode(200);
    }
}

package dev.mosaicstack.contract.mcp;

import static dev.mosaicstack.testkit.Api.plus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.LibraryMcp.Heard;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Mosaic.Agent;
import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that waits says so, and waits for nobody who is not there any more. */
class WaitingToolsTest extends Tools {

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task_claim",
                "task_get",
                "task_run",
                "coordination_inbox",
                "coordination_request",
                "coordination_get"
            })
    void whoGaveAProgressTokenIsToldOnceASecond(String tool) {
        Heard heard = admin.call(tool, waiting(tool), "a-token");
        assertThat(heard.told()).hasSizeBetween(2, 4).allSatisfy(each -> {
            assertThat(each.path("method").textValue()).isEqualTo("notifications/progress");
            assertThat(each.at("/params/progressToken").textValue()).isEqualTo("a-token");
            assertThat(each.at("/params/message").textValue()).startsWith("waiting for ");
        });
        List<Double> progress = heard.told().stream()
                .map(each -> each.at("/params/progress").doubleValue())
                .toList();
        assertThat(progress).isSorted().doesNotHaveDuplicates();
        good(admin.tools().get(tool), heard.result());
    }

    @Test
    void whoGaveNoneIsToldNothing() {
        var quietly = Map.of("name", "task_claim", "arguments", waiting("task_claim"));
        assertThat(admin.request("tools/call", quietly).told()).isEmpty();
    }

    @ParameterizedTest(name = "after {0} ms")
    @ValueSource(ints = {300, 1500})
    void whoHangsUpTakesNoWork(int waited) {
        leave("task_claim", waited);
        String task = mosaic.aQueuedTask(session, "java", Map.of("leaseSeconds", 600));
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(5)).until(() -> mosaic.stateOf(task)
                .equals("queued"));
        mosaic.claim(mosaic.anAgentThatCan(session, "java"))
                .body("tasks[0].taskId", is(task))
                .body("tasks[0].attempt", is(1));
        assertThat(Stack.shared().log()).doesNotContain("Uncaught exception");
    }

    @Test
    void whoHangsUpTakesNoRequest() {
        leave("coordination_inbox", 300);
        Agent asker = mosaic.anAgentThatCan(session, "review");
        api.call("coordination-request", asker.token(), Map.of("capability", "java", "topic", "t", "body", "b"))
                .statusCode(201);
        Agent other = mosaic.anAgentThatCan(session, "java");
        api.call("coordination-inbox", other.token(), Map.of()).body("requests", hasSize(1));
    }

    /** Waits as the agent, for so long, and hangs up. */
    private void leave(String tool, int millis) {
        CompletableFuture<Heard> waiting =
                as(agent).send("tools/call", Map.of("name", tool, "arguments", Map.of("waitSeconds", 30)));
        pass(millis);
        assertThat(waiting).isNotDone();
        waiting.cancel(true);
        pass(300);
    }

    /** The other side of a connection shows nothing that could be waited for. */
    private static void pass(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }

    private Map<String, Object> waiting(String tool) {
        return switch (tool) {
            case "task_claim", "coordination_inbox" -> Map.of("agentId", agent.id(), "waitSeconds", 3);
            case "task_get" ->
                Map.of("taskId", mosaic.aQueuedTask(session, "other"), "waitSeconds", 3, "sinceVersion", 1);
            case "task_run" -> plus(Mosaic.task(session, "other"), "waitSeconds", 3);
            case "coordination_request" -> question(3);
            case "coordination_get" -> {
                JsonNode asked = admin.call("coordination_request", question(0)).get("structuredContent");
                yield Map.of("requestId", asked.get("requestId").textValue(), "waitSeconds", 3);
            }
            default -> throw new IllegalArgumentException(tool);
        };
    }

    private Map<String, Object> question(int waitSeconds) {
        return Map.of(
                "sessionId",
                session,
                "from",
                agent.id(),
                "capability",
                "other",
                "topic",
                "t",
                "body",
                "b",
                "waitSeconds",
                waitSeconds);
    }
}

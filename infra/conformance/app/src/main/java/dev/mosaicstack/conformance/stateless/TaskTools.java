package dev.mosaicstack.conformance.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.ClientLacks;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask.Status;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** Tools whose answer may be a task. */
final class TaskTools {

    @Produces
    @Singleton
    Tool greet() {
        return Scripted.tool(
                "greet",
                asked ->
                        Scripted.said("Hello, " + asked.arguments().path("name").asText() + "!"));
    }

    @Produces
    @Singleton
    Tool slowCompute(SuiteTasks tasks) {
        return Scripted.tool("slow_compute", asked -> {
            var result =
                    ToolResult.of("computed " + asked.arguments().path("label").asText(), null);
            int seconds = asked.arguments().path("seconds").asInt();
            return asked.client().takesTasks()
                    ? started(tasks, Duration.ofSeconds(seconds), Map.of(), result)
                    : Outcome.done(result);
        });
    }

    @Produces
    @Singleton
    Tool failingJob(SuiteTasks tasks) {
        return Scripted.tool("failing_job", asked -> {
            mustTakeTasks(asked);
            return started(tasks, Duration.ofSeconds(1), Map.of(), ToolResult.error("the job failed"));
        });
    }

    @Produces
    @Singleton
    Tool protocolErrorJob(SuiteTasks tasks) {
        return Scripted.tool("protocol_error_job", asked -> {
            mustTakeTasks(asked);
            var fault = new Status.Failed(-32603, "the job broke");
            return new Outcome.Started<>(tasks.start(Duration.ofSeconds(1), Map.of(), fault));
        });
    }

    @Produces
    @Singleton
    Tool confirmDelete(SuiteTasks tasks) {
        return Scripted.tool("confirm_delete", asked -> {
            mustTakeTasks(asked);
            var asks = Map.of("confirm", Asks.form("Delete it?", "confirm", "boolean"));
            return started(tasks, Duration.ZERO, asks, ToolResult.of("deleted", null));
        });
    }

    @Produces
    @Singleton
    Tool multiInput(SuiteTasks tasks) {
        return Scripted.tool("multi_input", asked -> {
            mustTakeTasks(asked);
            var asks = Map.of(
                    "first", Asks.form("The first?", "name", "string"),
                    "second", Asks.form("The second?", "name", "string"));
            return started(tasks, Duration.ZERO, asks, ToolResult.of("both there", null));
        });
    }

    /** Asks first, then goes on as a task. */
    @Produces
    @Singleton
    Tool withTask(SuiteTasks tasks) {
        return Scripted.tool("test_tool_with_task", asked -> {
            mustTakeTasks(asked);
            return Asks.filled(asked, "user_name", "name")
                    .map(name -> started(tasks, Duration.ZERO, Map.of(), ToolResult.of("Hello, " + name + "!", null)))
                    .orElseGet(() -> Asks.input("user_name", Asks.form("What is your name?", "name", "string")));
        });
    }

    private static Outcome<ToolResult> started(
            SuiteTasks tasks, Duration lasts, Map<String, ObjectNode> asks, ToolResult result) {
        return new Outcome.Started<>(tasks.start(lasts, asks, new Status.Completed(result)));
    }

    private static void mustTakeTasks(Asked asked) {
        if (!asked.client().takesTasks()) {
            ObjectNode required = Json.STRICT.createObjectNode();
            required.putObject("extensions").putObject("io.modelcontextprotocol/tasks");
            throw new ClientLacks(required);
        }
    }
}

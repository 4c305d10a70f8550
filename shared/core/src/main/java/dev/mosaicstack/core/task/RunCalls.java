package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.task.AssignCalls.AssignRequest;
import dev.mosaicstack.core.task.LookupCalls.GetResponse;
import dev.mosaicstack.core.wait.Patience;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A task from its assignment to its end: task-assign, and then task-get until it has ended. */
@Singleton
public final class RunCalls {

    /** As in task-assign, and how long to wait. */
    public record RunRequest(
            @Field(value = "The session that the task belongs to", required = true, id = true)
            String sessionId,

            @Field(value = "What is to be done, in a line", required = true, min = 1, max = Check.MAX_TEXT)
            String title,

            @Field("Any JSON for the agent: what it needs to do it")
            JsonNode payload,

            @Field(
                    value = "Routes it to any agent that can do this; either this or agentId is required",
                    min = 1,
                    max = Check.MAX_NAME)
            String capability,

            @Field(value = "The only agent that may do it; either this or capability is required", id = true)
            String agentId,

            @Field(value = "0 (first) to 9; 5 where left out", min = 0, max = 9)
            Integer priority,

            @Field(value = "Tasks of the same session that must be completed before", max = 100, id = true)
            List<String> dependsOn,

            @Field("When it fails if it has not ended, RFC 3339, in the future; never where left out")
            Instant deadline,

            @Field(value = "How often it is tried before it has failed for good; 3 where left out", min = 1, max = 100)
            Integer maxAttempts,

            @Field(
                    value = "How long a claim holds without a report, in seconds; 60 where left out",
                    min = 1,
                    max = 86_400)
            Integer leaseSeconds,

            @Field(
                    value = "How long to wait for its end, in seconds; 30 where left out",
                    min = 0,
                    max = Patience.MAX_SECONDS)
            Integer waitSeconds) {

        private AssignRequest assignment() {
            return new AssignRequest(
                    sessionId,
                    title,
                    payload,
                    capability,
                    agentId,
                    priority,
                    dependsOn,
                    deadline,
                    maxAttempts,
                    leaseSeconds);
        }

        private Duration wait(Check check) {
            return Duration.ofSeconds(
                    check.number("waitSeconds", waitSeconds, 0, Patience.MAX_SECONDS, Patience.MAX_SECONDS));
        }
    }

    private final AssignCalls assigns;
    private final ManageTasks tasks;

    public RunCalls(AssignCalls assigns, ManageTasks tasks) {
        this.assigns = assigns;
        this.tasks = tasks;
    }

    /** The task as soon as it has ended, or as it is after {@code waitSeconds}. */
    public GetResponse run(Exchange exchange, RunRequest request) {
        return run(exchange, request, Patience.of(wait(request)));
    }

    /** The task that was assigned, whether it has ended or not: for a caller that asks for it later. */
    public GetResponse start(Exchange exchange, RunRequest request) {
        wait(request);
        return run(exchange, request, Patience.none());
    }

    private GetResponse run(Exchange exchange, RunRequest request, Patience patience) {
        String id = assigns.assign(exchange, request.assignment()).taskId();
        return GetResponse.of(tasks.awaitEnd(exchange.caller(), id, exchange.patient(patience)));
    }

    private static Duration wait(RunRequest request) {
        var check = new Check();
        Duration wait = request.wait(check);
        check.done();
        return wait;
    }
}

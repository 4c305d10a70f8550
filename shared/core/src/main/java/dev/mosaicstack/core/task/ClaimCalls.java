package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.wait.Patience;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The call task-claim. */
@Singleton
public final class ClaimCalls {

    public record ClaimRequest(
            @Field(value = "The agent that asks for work" + Caller.MAY_LEAVE_OUT, id = true)
            String agentId,

            @Field(value = "Narrows what the agent can do to these; all that it can where left out", max = 100)
            List<String> capabilities,

            @Field(value = "How many tasks at most; 1 where left out", min = 1, max = Batch.MAX)
            Integer max,

            @Field(value = Patience.WAIT, min = 0, max = Patience.MAX_SECONDS)
            Integer waitSeconds) {}

    public record ClaimResponse(List<Claimed> tasks) {
        static ClaimResponse of(List<Task> tasks) {
            return new ClaimResponse(tasks.stream().map(Claimed::of).toList());
        }
    }

    public record Claimed(
            String taskId,
            String sessionId,

            @Field("Goes with each report of this claim: a later claim makes it void")
            long fence,

            @Field("Which attempt this is, from 1") int attempt,
            int maxAttempts,

            @Field("Report before then, or the task may go to another agent")
            Instant leaseUntil,

            @Field("For how long task-update starts the lease again")
            long leaseSeconds,

            String title,
            @Field("What the task needs, any JSON") JsonNode payload,
            @Field("0 (first) to 9") int priority,
            String capability,
            Instant deadline,
            long version) {

        static Claimed of(Task task) {
            return new Claimed(
                    task.id(),
                    task.sessionId(),
                    task.fence(),
                    task.attempt(),
                    task.order().maxAttempts(),
                    task.state() instanceof Task.State.Assigned a ? a.leaseUntil() : null,
                    task.order().lease().toSeconds(),
                    task.order().title(),
                    task.order().payload(),
                    task.order().priority(),
                    task.order().capability(),
                    task.order().deadline(),
                    task.version());
        }
    }

    private final ClaimTasks claimTasks;

    public ClaimCalls(ClaimTasks claimTasks) {
        this.claimTasks = claimTasks;
    }

    public ClaimResponse claim(Exchange exchange, ClaimRequest request) {
        var check = new Check();
        var ask = new ClaimTasks.Ask(
                check.id("agentId", exchange.caller().agentOr(request.agentId())),
                check.names("capabilities", request.capabilities()),
                check.number("max", request.max(), 1, Batch.MAX, 1));
        Patience patience = Patience.of(check, request.waitSeconds());
        check.done();
        return claimTasks.claim(
                exchange.caller(),
                ask,
                exchange.patient(patience),
                exchange.answer(ClaimResponse.class, ClaimResponse::of));
    }
}

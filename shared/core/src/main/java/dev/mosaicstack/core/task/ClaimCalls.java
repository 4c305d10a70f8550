package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.wait.Patience;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The call task-claim. */
@Singleton
public final class ClaimCalls {

    public record ClaimRequest(String agentId, List<String> capabilities, Integer max, Integer waitSeconds) {}

    public record ClaimResponse(List<Claimed> tasks) {
        static ClaimResponse of(List<Task> tasks) {
            return new ClaimResponse(tasks.stream().map(Claimed::of).toList());
        }
    }

    public record Claimed(
            String taskId,
            String sessionId,
            long fence,
            int attempt,
            int maxAttempts,
            Instant leaseUntil,
            long leaseSeconds,
            String title,
            JsonNode payload,
            int priority,
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
                check.id("agentId", request.agentId()),
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

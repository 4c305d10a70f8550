package dev.mosaicstack.functions.taskassign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.task.Batch;
import dev.mosaicstack.core.task.ClaimTasks;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.wait.Patience;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** POST /task-claim: an agent asks for work it may do; each task comes with a lease and a fence. */
public class ClaimFunction {

    public record Request(String agentId, List<String> capabilities, Integer max, Integer waitSeconds) {}

    public record Response(List<Claimed> tasks) {
        static Response of(List<Task> tasks) {
            return new Response(tasks.stream().map(Claimed::of).toList());
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

    private final Edge edge;
    private final ClaimTasks claimTasks;

    ClaimFunction(Edge edge, ClaimTasks claimTasks) {
        this.edge = edge;
        this.claimTasks = claimTasks;
    }

    @Funq("task-claim")
    public Uni<Response> claim(Request request) {
        return edge.call(Call.TASK_CLAIM, request, exchange -> {
            var check = new Check();
            var ask = new ClaimTasks.Ask(
                    check.id("agentId", request.agentId()),
                    check.names("capabilities", request.capabilities()),
                    check.number("max", request.max(), 1, Batch.MAX, 1));
            Patience patience = Patience.of(check, request.waitSeconds());
            check.done();
            return claimTasks.claim(
                    exchange.caller(), ask, exchange.patient(patience), exchange.answer(Response.class, Response::of));
        });
    }
}

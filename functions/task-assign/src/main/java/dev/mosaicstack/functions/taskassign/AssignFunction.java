package dev.mosaicstack.functions.taskassign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.task.AssignTasks;
import dev.mosaicstack.core.task.Batch;
import dev.mosaicstack.core.task.Order;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** POST /task-assign, /task-assign-batch: create tasks and route them to an agent or a capability. */
public class AssignFunction {

    public record Request(
            String sessionId,
            String title,
            JsonNode payload,
            String capability,
            String agentId,
            Integer priority,
            List<String> dependsOn,
            Instant deadline,
            Integer maxAttempts,
            Integer leaseSeconds) {

        Order.Draft draft() {
            return new Order.Draft(
                    title, payload, capability, agentId, priority, dependsOn, deadline, maxAttempts, leaseSeconds);
        }
    }

    /** @param tasks each as in task-assign, without the session */
    public record BatchRequest(String sessionId, List<Order.Draft> tasks) {}

    /** In the order of the request; a result has either {@code taskId} or {@code code}. */
    public record BatchResponse(List<BatchResult> results) {}

    private final Edge edge;
    private final AssignTasks assignTasks;
    private final Clock clock;

    AssignFunction(Edge edge, AssignTasks assignTasks, Clock clock) {
        this.edge = edge;
        this.assignTasks = assignTasks;
        this.clock = clock;
    }

    @Funq("task-assign")
    public Uni<TaskView> assign(Request request) {
        return edge.call(Call.TASK_ASSIGN, request, exchange -> {
            var check = new Check();
            String session = check.id("sessionId", request.sessionId());
            Order order = Order.of(check, request.draft(), clock.instant());
            check.done();
            return assignTasks.assign(
                    exchange.status(201).caller(), session, order, exchange.answer(TaskView.class, TaskView::of));
        });
    }

    @Funq("task-assign-batch")
    public Uni<BatchResponse> assignBatch(BatchRequest request) {
        return edge.call(Call.TASK_ASSIGN_BATCH, request, exchange -> {
            var check = new Check();
            String session = check.id("sessionId", request.sessionId());
            List<Order.Draft> items = BatchResult.items(check, request.tasks());
            check.done();
            List<Supplier<Order>> orders = items.stream().map(this::order).toList();
            return assignTasks.assignAll(
                    exchange.caller(),
                    session,
                    orders,
                    exchange.<List<Batch.Item<Task>>, BatchResponse>answer(
                            BatchResponse.class,
                            done -> new BatchResponse(
                                    done.stream().map(BatchResult::ofTask).toList())));
        });
    }

    /** Checked later, inside the batch, so that a wrong item does not disturb the others. */
    private Supplier<Order> order(Order.Draft draft) {
        return () -> {
            var check = new Check();
            Order order = Order.of(check, draft, clock.instant());
            check.done();
            return order;
        };
    }
}

package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The calls task-assign and task-assign-batch. */
@Singleton
public final class AssignCalls {

    public record AssignRequest(
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
    public record AssignBatchRequest(String sessionId, List<Order.Draft> tasks) {}

    private final AssignTasks assignTasks;
    private final Clock clock;

    public AssignCalls(AssignTasks assignTasks, Clock clock) {
        this.assignTasks = assignTasks;
        this.clock = clock;
    }

    public TaskView assign(Exchange exchange, AssignRequest request) {
        var check = new Check();
        String session = check.id("sessionId", request.sessionId());
        Order order = Order.of(check, request.draft(), clock.instant());
        check.done();
        return assignTasks.assign(exchange.caller(), session, order, exchange.answer(TaskView.class, TaskView::of));
    }

    public BatchResponse assignBatch(Exchange exchange, AssignBatchRequest request) {
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

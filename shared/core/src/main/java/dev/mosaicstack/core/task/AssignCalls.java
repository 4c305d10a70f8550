package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The calls task-assign and task-assign-batch. */
@Singleton
public final class AssignCalls {

    public record AssignRequest(
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
            Integer leaseSeconds) {

        Order.Draft draft() {
            return new Order.Draft(
                    title, payload, capability, agentId, priority, dependsOn, deadline, maxAttempts, leaseSeconds);
        }
    }

    /** @param tasks each as in task-assign, without the session */
    public record AssignBatchRequest(
            @Field(value = "The session that the tasks belong to", required = true, id = true)
            String sessionId,

            @Field(value = "Each as in task-assign, without the session", required = true, min = 1, max = Batch.MAX)
            List<Order.Draft> tasks) {}

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

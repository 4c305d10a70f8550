package dev.mosaicstack.core.task;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.task.ManageTasks.Seen;
import dev.mosaicstack.core.wait.Patience;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The calls task-get, task-list, task-cancel and task-replay. */
@Singleton
public final class LookupCalls {

    public record GetRequest(
            @Field(value = "The task", required = true, id = true)
            String taskId,

            @Field(value = Patience.WAIT, min = 0, max = Patience.MAX_SECONDS)
            Integer waitSeconds,

            @Field(value = "Waits until the task has a later version than this; 0 where left out", min = 0)
            Long sinceVersion) {}

    /** The task, its payload, and what happened to it, oldest first. */
    public record GetResponse(@JsonUnwrapped TaskView task, JsonNode payload, List<Entry> log) {

        static GetResponse of(Seen seen) {
            return new GetResponse(
                    TaskView.of(seen.task()),
                    seen.task().order().payload(),
                    seen.log().stream().map(Entry::of).toList());
        }
    }

    /** @param event what happened: {@code created claimed updated retried queued completed failed cancelled replayed} */
    public record Entry(
            Instant at,
            String event,
            String state,
            Integer attempt,
            String agentId,
            Integer progress,
            String note,
            String reason,
            String requestId) {

        static Entry of(Event event) {
            JsonNode data = Json.tree(event.data());
            return new Entry(
                    event.time(),
                    event.what(),
                    data.path("state").textValue(),
                    data.path("attempt").intValue(),
                    data.path("agentId").textValue(),
                    data.has("progress") ? data.get("progress").intValue() : null,
                    data.path("note").textValue(),
                    data.path("reason").textValue(),
                    event.requestId());
        }
    }

    public record ListRequest(
            @Field(value = "Only tasks of this session", id = true)
            String sessionId,

            @Field(
                    value = "Only tasks in this state",
                    oneOf = {"blocked", "queued", "assigned", "completed", "failed", "cancelled"})
            String state,

            @Field(value = "Only tasks that this agent has or had", id = true)
            String agentId,

            @Field("Only tasks for this capability") String capability,

            @Field(value = Page.LIMIT, min = 1, max = Page.MOST)
            Integer limit,

            @Field(Page.CURSOR) String cursor) {}

    public record ListResponse(
            List<TaskView> items, @Field(Page.NEXT) String nextCursor) {}

    public record CancelRequest(
            @Field(value = "The task", required = true, id = true)
            String taskId,

            @Field(value = "Why; 'cancelled' where left out", max = Check.MAX_TEXT)
            String reason) {}

    public record ReplayRequest(
            @Field(value = "The failed task", required = true, id = true)
            String taskId) {}

    private final ManageTasks tasks;

    public LookupCalls(ManageTasks tasks) {
        this.tasks = tasks;
    }

    public GetResponse get(Exchange exchange, GetRequest request) {
        var check = new Check();
        String id = check.id("taskId", request.taskId());
        Patience patience = Patience.of(check, request.waitSeconds());
        long since = request.sinceVersion() == null
                ? 0
                : check.required("sinceVersion", request.sinceVersion(), 0, Long.MAX_VALUE);
        check.done();
        return patience.waits()
                ? GetResponse.of(tasks.get(exchange.caller(), id, since, exchange.patient(patience)))
                : look(exchange.caller(), id);
    }

    /** The task as it is now. @throws Refusal.NotFound {@code TASK_UNKNOWN} */
    public GetResponse look(Caller caller, String id) {
        return tasks.look(caller, id, GetResponse.class, GetResponse::of);
    }

    public ListResponse list(Exchange exchange, ListRequest request) {
        var check = new Check();
        Page.Ask ask = Page.Ask.of(check, request.limit(), request.cursor());
        String state = check.oneOf(
                "state", request.state(), "blocked", "queued", "assigned", "completed", "failed", "cancelled");
        var filter = new Tasks.Filter(
                check.optionalId("sessionId", request.sessionId()),
                state,
                check.optionalId("agentId", request.agentId()),
                request.capability());
        check.done();
        Page<TaskView> page = tasks.list(exchange.caller(), filter, ask).map(TaskView::of);
        return new ListResponse(page.items(), page.nextCursor());
    }

    public TaskView cancel(Exchange exchange, CancelRequest request) {
        var check = new Check();
        String id = check.id("taskId", request.taskId());
        String reason = check.optionalText("reason", request.reason(), Check.MAX_TEXT);
        check.done();
        return TaskView.of(tasks.cancel(exchange.caller(), id, reason == null ? "cancelled" : reason));
    }

    public TaskView replay(Exchange exchange, ReplayRequest request) {
        var check = new Check();
        String id = check.id("taskId", request.taskId());
        check.done();
        return TaskView.of(tasks.replay(exchange.caller(), id));
    }
}

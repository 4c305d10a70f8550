package dev.mosaicstack.core.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.task.ReportOnTasks.Outcome;
import dev.mosaicstack.core.task.ReportOnTasks.Said;
import dev.mosaicstack.core.task.ReportOnTasks.Word;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/** The calls task-update, task-complete, task-complete-batch and task-fail. */
@Singleton
public final class ReportCalls {

    public record UpdateRequest(
            @Field(value = "The task", required = true, id = true)
            String taskId,

            @Field(value = "The agent that reports" + Caller.MAY_LEAVE_OUT, id = true)
            String agentId,

            @Field(value = "The fence that task-claim gave with the task", required = true, min = 1)
            Long fence,

            @Field(value = "Percent that is done", min = 0, max = 100)
            Integer progress,

            @Field(value = "A line on what goes on", max = Check.MAX_TEXT)
            String note) {}

    public record CompleteRequest(
            @Field(value = "The task", required = true, id = true)
            String taskId,

            @Field(value = "The agent that reports" + Caller.MAY_LEAVE_OUT, id = true)
            String agentId,

            @Field(value = "The fence that task-claim gave with the task", required = true, min = 1)
            Long fence,

            @Field("What came of it, any JSON") JsonNode result) {}

    public record FailRequest(
            @Field(value = "The task", required = true, id = true)
            String taskId,

            @Field(value = "The agent that reports" + Caller.MAY_LEAVE_OUT, id = true)
            String agentId,

            @Field(value = "The fence that task-claim gave with the task", required = true, min = 1)
            Long fence,

            @Field(value = "Why it failed", required = true, min = 1, max = Check.MAX_TEXT)
            String reason,

            @Field("Whether another attempt may follow; true where left out")
            Boolean retryable) {}

    /** One completion of a batch: as in task-complete, without the agent. */
    public record Completion(
            @Field(value = "The task", required = true, id = true)
            String taskId,

            @Field(value = "The fence that task-claim gave with the task", required = true, min = 1)
            Long fence,

            @Field("What came of it, any JSON") JsonNode result) {}

    public record CompleteBatchRequest(
            @Field(value = "The agent that reports" + Caller.MAY_LEAVE_OUT, id = true)
            String agentId,

            @Field(value = "Each as in task-complete, without the agent", required = true, min = 1, max = Batch.MAX)
            List<Completion> tasks) {}

    /** Progress is not kept for a repeat: saying it again is harmless. */
    private static final String NOT_KEPT = "";

    private final ReportOnTasks reports;

    public ReportCalls(ReportOnTasks reports) {
        this.reports = reports;
    }

    public Outcome update(Exchange exchange, UpdateRequest request) {
        var check = new Check();
        check.number("progress", request.progress(), 0, 100, 0);
        check.optionalText("note", request.note(), Check.MAX_TEXT);
        var word = new Word.Progress(request.progress(), request.note());
        String agent = exchange.caller().agentOr(request.agentId());
        return reports.report(exchange.caller(), said(check, request.taskId(), agent, request.fence(), word, NOT_KEPT));
    }

    public Outcome complete(Exchange exchange, CompleteRequest request) {
        String agent = exchange.caller().agentOr(request.agentId());
        return reports.report(exchange.caller(), completed(agent, request.taskId(), request.fence(), request.result()));
    }

    public BatchResponse completeBatch(Exchange exchange, CompleteBatchRequest request) {
        var check = new Check();
        String agent = check.id("agentId", exchange.caller().agentOr(request.agentId()));
        List<Completion> items = BatchResult.items(check, request.tasks());
        check.done();
        // Checked later, inside the batch, so that a wrong item does not disturb the others.
        List<Supplier<Said>> all = items.stream()
                .<Supplier<Said>>map(item -> () -> completed(agent, item.taskId(), item.fence(), item.result()))
                .toList();
        return new BatchResponse(reports.reportAll(exchange.caller(), agent, all).stream()
                .map(BatchResult::ofOutcome)
                .toList());
    }

    public Outcome fail(Exchange exchange, FailRequest request) {
        var check = new Check();
        var word = new Word.Failed(
                check.text("reason", request.reason()), request.retryable() == null || request.retryable());
        String agent = exchange.caller().agentOr(request.agentId());
        String hash = hash(agent, "failed", word.retryable() + "\n" + word.reason());
        return reports.report(exchange.caller(), said(check, request.taskId(), agent, request.fence(), word, hash));
    }

    /** The same hash alone and in a batch: a completion sent again on its own is still the same completion. */
    private static Said completed(String agentId, String taskId, Long fence, JsonNode result) {
        String hash = hash(agentId, "completed", result == null ? "" : Json.canonicalHash(result));
        return said(new Check(), taskId, agentId, fence, new Word.Completed(result), hash);
    }

    private static String hash(String agentId, String word, String content) {
        return Json.sha256((agentId + "\n" + word + "\n" + content).getBytes(UTF_8));
    }

    private static Said said(Check check, String taskId, String agentId, Long fence, Word word, String hash) {
        var said = new Said(
                check.id("taskId", taskId),
                new Task.Report(check.id("agentId", agentId), check.required("fence", fence, 1, Long.MAX_VALUE)),
                word,
                hash);
        check.done();
        return said;
    }
}

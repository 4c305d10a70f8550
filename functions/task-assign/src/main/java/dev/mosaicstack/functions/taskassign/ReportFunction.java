package dev.mosaicstack.functions.taskassign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.task.ReportOnTasks;
import dev.mosaicstack.core.task.ReportOnTasks.Outcome;
import dev.mosaicstack.core.task.ReportOnTasks.Said;
import dev.mosaicstack.core.task.ReportOnTasks.Word;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;

/** POST /task-update, /task-complete, /task-complete-batch, /task-fail: what the holder of a task says of it. */
public class ReportFunction {

    public record UpdateRequest(String taskId, String agentId, Long fence, Integer progress, String note) {}

    public record CompleteRequest(String taskId, String agentId, Long fence, JsonNode result) {}

    public record FailRequest(String taskId, String agentId, Long fence, String reason, Boolean retryable) {}

    /** One completion of a batch: as in task-complete, without the agent. */
    public record Item(String taskId, Long fence, JsonNode result) {}

    public record BatchRequest(String agentId, List<Item> tasks) {}

    /** In the order of the request; a result has either {@code taskId} or {@code code}. */
    public record BatchResponse(List<BatchResult> results) {}

    /** Progress is not kept for a repeat: saying it again is harmless. */
    private static final String NOT_KEPT = "";

    private final Edge edge;
    private final ReportOnTasks reports;

    ReportFunction(Edge edge, ReportOnTasks reports) {
        this.edge = edge;
        this.reports = reports;
    }

    @Funq("task-update")
    public Uni<Outcome> update(UpdateRequest request) {
        return edge.call(Call.TASK_UPDATE, request, exchange -> {
            var check = new Check();
            check.number("progress", request.progress(), 0, 100, 0);
            check.optionalText("note", request.note(), Check.MAX_TEXT);
            var word = new Word.Progress(request.progress(), request.note());
            return reports.report(
                    exchange.caller(),
                    said(check, request.taskId(), request.agentId(), request.fence(), word, NOT_KEPT));
        });
    }

    @Funq("task-complete")
    public Uni<Outcome> complete(CompleteRequest request) {
        return edge.call(
                Call.TASK_COMPLETE,
                request,
                exchange -> reports.report(
                        exchange.caller(),
                        completed(
                                new Check(), request.agentId(), request.taskId(), request.fence(), request.result())));
    }

    @Funq("task-complete-batch")
    public Uni<BatchResponse> completeBatch(BatchRequest request) {
        return edge.call(Call.TASK_COMPLETE_BATCH, request, exchange -> {
            var check = new Check();
            check.id("agentId", request.agentId());
            List<Item> items = BatchResult.items(check, request.tasks());
            check.done();
            // Checked later, inside the batch, so that a wrong item does not disturb the others.
            List<Supplier<Said>> all = items.stream()
                    .<Supplier<Said>>map(item ->
                            () -> completed(new Check(), request.agentId(), item.taskId(), item.fence(), item.result()))
                    .toList();
            return new BatchResponse(reports.reportAll(exchange.caller(), request.agentId(), all).stream()
                    .map(BatchResult::ofOutcome)
                    .toList());
        });
    }

    @Funq("task-fail")
    public Uni<Outcome> fail(FailRequest request) {
        return edge.call(Call.TASK_FAIL, request, exchange -> {
            var check = new Check();
            var word = new Word.Failed(
                    check.text("reason", request.reason()), request.retryable() == null || request.retryable());
            String hash = hash(request.agentId(), "failed", word.retryable() + "\n" + word.reason());
            return reports.report(
                    exchange.caller(), said(check, request.taskId(), request.agentId(), request.fence(), word, hash));
        });
    }

    /** The same hash alone and in a batch: a completion sent again on its own is still the same completion. */
    private static Said completed(Check check, String agentId, String taskId, Long fence, JsonNode result) {
        String hash = hash(agentId, "completed", result == null ? "" : Json.canonicalHash(result));
        return said(check, taskId, agentId, fence, new Word.Completed(result), hash);
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

package dev.mosaicstack.functions.taskassign;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.BatchResponse;
import dev.mosaicstack.core.task.ReportCalls;
import dev.mosaicstack.core.task.ReportCalls.CompleteBatchRequest;
import dev.mosaicstack.core.task.ReportCalls.CompleteRequest;
import dev.mosaicstack.core.task.ReportCalls.FailRequest;
import dev.mosaicstack.core.task.ReportCalls.UpdateRequest;
import dev.mosaicstack.core.task.ReportOnTasks.Outcome;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;

/** POST /task-update, /task-complete, /task-complete-batch, /task-fail: what the holder of a task says of it. */
public class ReportFunction {

    private final Edge edge;
    private final ReportCalls calls;

    ReportFunction(Edge edge, ReportCalls calls) {
        this.edge = edge;
        this.calls = calls;
    }

    @Funq("task-update")
    public Uni<Outcome> update(UpdateRequest request) {
        return edge.call(Call.TASK_UPDATE, request, calls::update);
    }

    @Funq("task-complete")
    public Uni<Outcome> complete(CompleteRequest request) {
        return edge.call(Call.TASK_COMPLETE, request, calls::complete);
    }

    @Funq("task-complete-batch")
    public Uni<BatchResponse> completeBatch(CompleteBatchRequest request) {
        return edge.call(Call.TASK_COMPLETE_BATCH, request, calls::completeBatch);
    }

    @Funq("task-fail")
    public Uni<Outcome> fail(FailRequest request) {
        return edge.call(Call.TASK_FAIL, request, calls::fail);
    }
}

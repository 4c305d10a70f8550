package dev.mosaicstack.functions.taskassign;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.AssignCalls;
import dev.mosaicstack.core.task.AssignCalls.AssignBatchRequest;
import dev.mosaicstack.core.task.AssignCalls.AssignRequest;
import dev.mosaicstack.core.task.BatchResponse;
import dev.mosaicstack.core.task.TaskView;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;

/** POST /task-assign, /task-assign-batch: create tasks and route them to an agent or a capability. */
public class AssignFunction {

    private final Edge edge;
    private final AssignCalls calls;

    AssignFunction(Edge edge, AssignCalls calls) {
        this.edge = edge;
        this.calls = calls;
    }

    @Funq("task-assign")
    public Uni<TaskView> assign(AssignRequest request) {
        return edge.call(Call.TASK_ASSIGN, 201, request, calls::assign);
    }

    @Funq("task-assign-batch")
    public Uni<BatchResponse> assignBatch(AssignBatchRequest request) {
        return edge.call(Call.TASK_ASSIGN_BATCH, request, calls::assignBatch);
    }
}

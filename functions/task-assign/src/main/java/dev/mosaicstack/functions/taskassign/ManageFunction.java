package dev.mosaicstack.functions.taskassign;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.LookupCalls;
import dev.mosaicstack.core.task.LookupCalls.CancelRequest;
import dev.mosaicstack.core.task.LookupCalls.GetRequest;
import dev.mosaicstack.core.task.LookupCalls.GetResponse;
import dev.mosaicstack.core.task.LookupCalls.ListRequest;
import dev.mosaicstack.core.task.LookupCalls.ListResponse;
import dev.mosaicstack.core.task.LookupCalls.ReplayRequest;
import dev.mosaicstack.core.task.TaskView;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;

/** POST /task-get, /task-list, /task-cancel, /task-replay: look tasks up, cancel one, queue a dead letter again. */
public class ManageFunction {

    private final Edge edge;
    private final LookupCalls calls;

    ManageFunction(Edge edge, LookupCalls calls) {
        this.edge = edge;
        this.calls = calls;
    }

    @Funq("task-get")
    public Uni<GetResponse> get(GetRequest request) {
        return edge.call(Call.TASK_GET, request, calls::get);
    }

    @Funq("task-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.TASK_LIST, request, calls::list);
    }

    @Funq("task-cancel")
    public Uni<TaskView> cancel(CancelRequest request) {
        return edge.call(Call.TASK_CANCEL, request, calls::cancel);
    }

    @Funq("task-replay")
    public Uni<TaskView> replay(ReplayRequest request) {
        return edge.call(Call.TASK_REPLAY, request, calls::replay);
    }
}

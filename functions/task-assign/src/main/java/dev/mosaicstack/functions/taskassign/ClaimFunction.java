package dev.mosaicstack.functions.taskassign;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.ClaimCalls;
import dev.mosaicstack.core.task.ClaimCalls.ClaimRequest;
import dev.mosaicstack.core.task.ClaimCalls.ClaimResponse;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;

/** POST /task-claim: an agent asks for work it may do; each task comes with a lease and a fence. */
public class ClaimFunction {

    private final Edge edge;
    private final ClaimCalls calls;

    ClaimFunction(Edge edge, ClaimCalls calls) {
        this.edge = edge;
        this.calls = calls;
    }

    @Funq("task-claim")
    public Uni<ClaimResponse> claim(ClaimRequest request) {
        return edge.call(Call.TASK_CLAIM, request, calls::claim);
    }
}

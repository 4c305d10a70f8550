package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.AssignCalls;
import dev.mosaicstack.core.task.AssignCalls.AssignBatchRequest;
import dev.mosaicstack.core.task.BatchResponse;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class TaskAssignBatch extends CallTool<AssignBatchRequest, BatchResponse> {

    TaskAssignBatch(Exchanges exchanges, AssignCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_ASSIGN_BATCH,
                        Hints.ADDS,
                        "Assign many tasks",
                        "Adds up to 100 tasks to a session at once, each as in task_assign. The answer has a "
                                + "result for each, in the same order: a task that is refused does not keep the others out.",
                        AssignBatchRequest.class,
                        BatchResponse.class,
                        calls::assignBatch,
                        Say::batch));
    }
}

package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.BatchResponse;
import dev.mosaicstack.core.task.ReportCalls;
import dev.mosaicstack.core.task.ReportCalls.CompleteBatchRequest;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class TaskCompleteBatch extends CallTool<CompleteBatchRequest, BatchResponse> {

    TaskCompleteBatch(Exchanges exchanges, ReportCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_COMPLETE_BATCH,
                        Hints.MOVES,
                        "Complete many tasks",
                        "Ends up to 100 claimed tasks of one agent at once, each as in task_complete. The answer "
                                + "has a result for each, in the same order: one that is refused does not keep the others "
                                + "from ending.",
                        CompleteBatchRequest.class,
                        BatchResponse.class,
                        calls::completeBatch,
                        Say::batch));
    }
}

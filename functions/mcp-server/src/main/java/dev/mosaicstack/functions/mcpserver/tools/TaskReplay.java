package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.LookupCalls;
import dev.mosaicstack.core.task.LookupCalls.ReplayRequest;
import dev.mosaicstack.core.task.TaskView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class TaskReplay extends CallTool<ReplayRequest, TaskView> {

    TaskReplay(Exchanges exchanges, LookupCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_REPLAY,
                        Hints.MOVES,
                        "Queue a failed task again",
                        "Queues a failed task again, with all its attempts; what failed because of it waits for "
                                + "it once more. Use it when the cause of the failure is gone.",
                        ReplayRequest.class,
                        TaskView.class,
                        calls::replay,
                        Say::task));
    }
}

package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.LookupCalls;
import dev.mosaicstack.core.task.LookupCalls.CancelRequest;
import dev.mosaicstack.core.task.TaskView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class TaskCancel extends CallTool<CancelRequest, TaskView> {

    TaskCancel(Exchanges exchanges, LookupCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_CANCEL,
                        Hints.ENDS,
                        "Cancel a task",
                        "Cancels a task that is blocked or queued, and what depends on it. One that an agent "
                                + "works on is refused with TASK_HELD: wait for its end, or stop the agent with agent_stop.",
                        CancelRequest.class,
                        TaskView.class,
                        calls::cancel,
                        Say::task));
    }
}

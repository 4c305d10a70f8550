package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.AssignCalls;
import dev.mosaicstack.core.task.AssignCalls.AssignRequest;
import dev.mosaicstack.core.task.TaskView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class TaskAssign extends CallTool<AssignRequest, TaskView> {

    TaskAssign(Exchanges exchanges, AssignCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_ASSIGN,
                        Hints.ADDS,
                        "Assign a task",
                        "Adds a task to a session, for one agent (agentId) or for any agent with a capability. "
                                + "It waits in a queue until an agent claims it, and blocked before that until all it "
                                + "depends on is completed. What becomes of it is told by task_get with waitSeconds, and "
                                + "by the resource mosaic://tasks/{id}; to wait for its end in one call, use task_run.",
                        AssignRequest.class,
                        TaskView.class,
                        calls::assign,
                        Say::task));
    }
}

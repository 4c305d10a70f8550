package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.ReportCalls;
import dev.mosaicstack.core.task.ReportCalls.CompleteRequest;
import dev.mosaicstack.core.task.ReportOnTasks.Outcome;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class TaskComplete extends CallTool<CompleteRequest, Outcome> {

    TaskComplete(Exchanges exchanges, ReportCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_COMPLETE,
                        Hints.MOVES,
                        "Complete a task",
                        "Ends a claimed task with its result. The exact repeat gets the same answer; TASK_FENCED "
                                + "means that another agent has the task now and the result is not taken.",
                        CompleteRequest.class,
                        Outcome.class,
                        calls::complete,
                        Say::report));
    }
}

package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.ReportCalls;
import dev.mosaicstack.core.task.ReportCalls.FailRequest;
import dev.mosaicstack.core.task.ReportOnTasks.Outcome;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class TaskFail extends CallTool<FailRequest, Outcome> {

    TaskFail(Exchanges exchanges, ReportCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_FAIL,
                        Hints.MOVES,
                        "Give a task up",
                        "Says that a claimed task could not be done, and why. It is queued again for another "
                                + "attempt, after a while, as long as it has attempts left; with retryable false it has "
                                + "failed at once.",
                        FailRequest.class,
                        Outcome.class,
                        calls::fail,
                        Say::report));
    }
}

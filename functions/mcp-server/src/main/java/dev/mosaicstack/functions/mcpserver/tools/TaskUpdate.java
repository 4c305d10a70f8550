package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.ReportCalls;
import dev.mosaicstack.core.task.ReportCalls.UpdateRequest;
import dev.mosaicstack.core.task.ReportOnTasks.Outcome;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class TaskUpdate extends CallTool<UpdateRequest, Outcome> {

    TaskUpdate(Exchanges exchanges, ReportCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_UPDATE,
                        Hints.MOVES,
                        "Report progress",
                        "Reports progress on a claimed task and starts its lease again: do it before leaseUntil, "
                                + "or the task may go to another agent. TASK_FENCED means that it already did: stop "
                                + "working on it.",
                        UpdateRequest.class,
                        Outcome.class,
                        calls::update,
                        Say::report));
    }
}

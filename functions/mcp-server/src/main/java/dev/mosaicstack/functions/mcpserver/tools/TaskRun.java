package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.LookupCalls.GetResponse;
import dev.mosaicstack.core.task.RunCalls;
import dev.mosaicstack.core.task.RunCalls.RunRequest;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import jakarta.inject.Singleton;

/** The one tool that is no call of its own: clients that take tasks get the durable task as one. */
@Singleton
final class TaskRun extends CallTool<RunRequest, GetResponse> {

    private final RunCalls calls;

    TaskRun(Exchanges exchanges, RunCalls calls) {
        super(
                exchanges,
                new Made<>(
                        "task_run",
                        Call.TASK_ASSIGN,
                        Hints.ADDS,
                        "Run a task to its end",
                        "Assigns a task as task_assign does and waits until an agent has ended it, at most waitSeconds; the"
                                + " answer shows the task as task_get does. Where it has not ended by then, go on with task_get"
                                + " and its taskId: calling this again would add another task, unless an idempotencyKey is given.",
                        RunRequest.class,
                        GetResponse.class,
                        calls::run,
                        TaskRun::say));
        this.calls = calls;
    }

    private static String say(GetResponse task) {
        String goOn =
                task.task().endedAt() == null ? "\nIt has not ended yet: go on with task_get and its taskId." : "";
        return Say.task(task) + goOn;
    }

    @Override
    public Outcome<ToolResult> call(Asked asked) {
        boolean later = asked.client().takesTasks();
        GetResponse task = with(asked, later ? calls::start : calls::run);
        return later && task.task().endedAt() == null
                ? new Outcome.Started<>(DurableTasks.asTask(task))
                : Outcome.done(task.task().endedAt() == null ? result(task) : DurableTasks.result(task));
    }
}

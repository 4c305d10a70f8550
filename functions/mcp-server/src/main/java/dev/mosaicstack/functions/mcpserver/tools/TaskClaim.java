package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.ClaimCalls;
import dev.mosaicstack.core.task.ClaimCalls.ClaimRequest;
import dev.mosaicstack.core.task.ClaimCalls.ClaimResponse;
import dev.mosaicstack.core.task.ClaimCalls.Claimed;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

@Singleton
final class TaskClaim extends CallTool<ClaimRequest, ClaimResponse> {

    TaskClaim(Exchanges exchanges, ClaimCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_CLAIM,
                        Hints.ADDS,
                        "Claim tasks",
                        "Asks for work as an agent: takes up to max tasks that are for this agent or for its "
                                + "capabilities. Each comes with a fence and a lease: report on it with task_update before "
                                + "leaseUntil, and end it with task_complete or task_fail, giving the fence. With "
                                + "waitSeconds it waits for work.",
                        ClaimRequest.class,
                        ClaimResponse.class,
                        calls::claim,
                        TaskClaim::say));
    }

    private static String say(ClaimResponse answer) {
        return answer.tasks().isEmpty()
                ? "There is no work. Ask again, with waitSeconds."
                : answer.tasks().stream().map(TaskClaim::say).collect(Collectors.joining("\n"));
    }

    private static String say(Claimed task) {
        return "Task " + task.taskId() + " \"" + task.title() + "\" is yours until " + task.leaseUntil() + ": fence "
                + task.fence() + ", attempt " + task.attempt() + " of " + task.maxAttempts() + "."
                + Say.json("Payload", task.payload());
    }
}

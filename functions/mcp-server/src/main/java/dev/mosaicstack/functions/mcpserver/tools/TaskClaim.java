package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.ClaimCalls;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

@Singleton
final class TaskClaim extends CallTool<ClaimCalls.ClaimRequest, ClaimCalls.ClaimResponse> {

    TaskClaim(Exchanges exchanges, ClaimCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_CLAIM,
                        Hints.ADDS,
                        "Claim tasks",
                        "Asks for work as an agent: takes up to max tasks that are for this agent or for its capabilities."
                                + " Each comes with a fence and a lease: report on it with task_update before leaseUntil, and"
                                + " end it with task_complete or task_fail, giving the fence. waitSeconds waits for work.",
                        ClaimCalls.ClaimRequest.class,
                        ClaimCalls.ClaimResponse.class,
                        calls::claim,
                        TaskClaim::say));
    }

    private static String say(ClaimCalls.ClaimResponse answer) {
        return answer.tasks().isEmpty()
                ? "There is no work."
                : answer.tasks().stream()
                        .map(task -> "Task " + task.taskId() + " \"" + task.title() + "\" is yours until "
                                + task.leaseUntil() + ", fence " + task.fence() + ".")
                        .collect(Collectors.joining("\n"));
    }
}

package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.LookupCalls;
import dev.mosaicstack.core.task.LookupCalls.GetRequest;
import dev.mosaicstack.core.task.LookupCalls.GetResponse;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class TaskGet extends CallTool<GetRequest, GetResponse> {

    TaskGet(Exchanges exchanges, LookupCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_GET,
                        Hints.READS,
                        "Look at a task",
                        "Shows one task: its state, progress, result or reason, payload, and the log of what "
                                + "happened to it. To wait for the next change, give waitSeconds and the version that you "
                                + "know as sinceVersion.",
                        GetRequest.class,
                        GetResponse.class,
                        calls::get,
                        Say::task));
    }
}

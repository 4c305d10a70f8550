package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.task.LookupCalls;
import dev.mosaicstack.core.task.LookupCalls.ListRequest;
import dev.mosaicstack.core.task.LookupCalls.ListResponse;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class TaskList extends CallTool<ListRequest, ListResponse> {

    TaskList(Exchanges exchanges, LookupCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.TASK_LIST,
                        Hints.READS,
                        "List tasks",
                        "Lists tasks, newest first, of one session, agent, capability or state where asked; "
                                + "failed ones are the dead letters. Results and payloads are told by task_get.",
                        ListRequest.class,
                        ListResponse.class,
                        calls::list,
                        TaskList::say));
    }

    private static String say(ListResponse page) {
        return Say.list("tasks", page.items(), Say::task, page.nextCursor());
    }
}

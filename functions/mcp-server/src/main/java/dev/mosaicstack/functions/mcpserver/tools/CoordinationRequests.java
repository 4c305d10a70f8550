package dev.mosaicstack.functions.mcpserver.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.coordination.RequestCalls;
import dev.mosaicstack.core.coordination.RequestView;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.call.Refused;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask.Status;
import dev.mosaicstack.functions.mcpserver.catalog.TaskSource;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Requests between agents as tasks of the protocol, under the same id. */
@Singleton
final class CoordinationRequests implements TaskSource {

    private final RequestCalls calls;

    CoordinationRequests(RequestCalls calls) {
        this.calls = calls;
    }

    @Override
    public Optional<McpTask> find(Caller caller, String id) {
        return Sources.seen(caller, Call.COORDINATION_GET, () -> calls.look(caller, id))
                .map(CoordinationRequests::asTask);
    }

    @Override
    public Optional<String> subject(Caller caller, String id) {
        return find(caller, id).map(found -> "requests/" + id);
    }

    /** It asks another agent, never its client. */
    @Override
    public Optional<McpTask> update(Caller caller, String id, Map<String, JsonNode> responses) {
        return find(caller, id);
    }

    /** What was asked cannot be taken back: it ends by an answer or at its deadline. */
    @Override
    public Optional<McpTask> cancel(Caller caller, String id) {
        return find(caller, id);
    }

    static McpTask asTask(RequestView request) {
        return new McpTask(
                request.requestId(),
                status(request),
                request.state(),
                request.createdAt(),
                request.endedAt() == null ? request.createdAt() : request.endedAt());
    }

    private static Status status(RequestView request) {
        return switch (request.state()) {
            case "responded", "declined" ->
                new Status.Completed(ToolResult.of(Say.request(request), Json.STRICT.valueToTree(request)));
            case "expired" ->
                new Status.Completed(Refused.result(new Refusal.Conflict(
                        "REQUEST_EXPIRED", request.requestId() + " expired at " + request.deadline())));
            default -> new Status.Working();
        };
    }
}

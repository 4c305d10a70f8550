package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask;
import dev.mosaicstack.functions.mcpserver.catalog.TaskSource;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code tasks/get}, {@code tasks/update} and {@code tasks/cancel} of the tasks extension (SEP-2663). */
@Singleton
final class Tasks implements Methods {

    private final Catalog catalog;
    private final Results results;

    Tasks(Catalog catalog, Results results) {
        this.catalog = catalog;
        this.results = results;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("tasks/get", this::get, "tasks/update", this::update, "tasks/cancel", this::cancel);
    }

    /** Empty where no source has it, or the caller may not see it. */
    Optional<McpTask> find(Caller caller, String id) {
        return first(source -> source.find(caller, id));
    }

    /** What its events are about; empty as in {@link #find}. */
    Optional<String> subject(Caller caller, String id) {
        return first(source -> source.subject(caller, id));
    }

    private ObjectNode get(Request request) {
        McpTask task = known(request, (source, id) -> source.find(request.caller(), id));
        if (task.status() instanceof McpTask.Status.InputRequired(var requests)) {
            request.client().mustAnswer(requests);
        }
        return results.complete(TaskWire.detailed(task));
    }

    private ObjectNode update(Request request) {
        request.client().mustTakeTasks();
        if (!request.message().params().has("inputResponses")) {
            throw RpcError.invalidParams("there are no inputResponses");
        }
        Map<String, JsonNode> responses = Rounds.responses(request);
        known(request, (source, id) -> source.update(request.caller(), id, responses));
        return results.complete(Json.STRICT.createObjectNode());
    }

    private ObjectNode cancel(Request request) {
        known(request, (source, id) -> source.cancel(request.caller(), id));
        return results.complete(Json.STRICT.createObjectNode());
    }

    private interface Look {
        Optional<McpTask> in(TaskSource source, String id);
    }

    private McpTask known(Request request, Look look) {
        request.client().mustTakeTasks();
        String id = request.text("taskId");
        return first(source -> look.in(source, id))
                .orElseThrow(() -> RpcError.invalidParams("there is no task of this id"));
    }

    private <T> Optional<T> first(Function<TaskSource, Optional<T>> look) {
        return catalog.tasks().stream().map(look).flatMap(Optional::stream).findFirst();
    }
}

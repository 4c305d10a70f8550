package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask.Status;
import dev.mosaicstack.functions.mcpserver.front.Message;
import dev.mosaicstack.functions.mcpserver.watch.Changes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One client that listens. It is told at its own speed: what changes meanwhile is noted by {@link Changes}. */
final class Listening implements Changes.Listener {

    private final Request request;
    private final Set<String> uris;
    private final Map<String, Set<String>> taskIds;
    private final Tasks tasks;
    private final Results results;

    /** Who holds it speaks; nothing is said before what is acknowledged. */
    private final ReentrantLock turn = new ReentrantLock();

    private final AtomicBoolean left = new AtomicBoolean();
    private volatile Changes.Watch watch;

    /** @param taskIds by what their events are about */
    Listening(Request request, Set<String> uris, Map<String, Set<String>> taskIds, Tasks tasks, Results results) {
        this.request = request;
        this.uris = uris;
        this.taskIds = taskIds;
        this.tasks = tasks;
        this.results = results;
    }

    Request request() {
        return request;
    }

    /** Says what is listened to, and then how each task is now: what changed before is not missed. */
    void begin(Supplier<Changes.Watch> begun) {
        turn.lock();
        try {
            watch = begun.get();
            if (left.get()) {
                watch.close();
                return;
            }
            request.reply().tell(acknowledged());
            taskIds.keySet().forEach(this::subjectChanged);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void resourceChanged(String uri) {
        tell("notifications/resources/updated", params().put("uri", uri));
    }

    @Override
    public void subjectChanged(String subject) {
        for (String id : taskIds.getOrDefault(subject, Set.of())) {
            tasks.find(request.caller(), id).filter(this::canSee).ifPresent(task -> {
                ObjectNode params = params();
                params.setAll(TaskWire.detailed(task));
                tell("notifications/tasks", params);
            });
        }
    }

    /** On our side: with an answer to the request, so that the client knows that nothing broke. */
    void close() {
        if (leave()) {
            ObjectNode result = Json.STRICT.createObjectNode();
            result.putObject("_meta").set(Revision.META_SUBSCRIPTION, id());
            request.reply().end(200, request.message().result(results.complete(result)));
        }
    }

    /** Nothing more is told. @return whether that is new */
    boolean leave() {
        boolean first = left.compareAndSet(false, true);
        if (first && watch != null) {
            watch.close();
        }
        return first;
    }

    private void tell(String method, ObjectNode params) {
        turn.lock();
        try {
            request.reply().awaitRoom();
            request.reply().tell(Message.notification(method, params));
        } finally {
            turn.unlock();
        }
    }

    private ObjectNode acknowledged() {
        ObjectNode params = params();
        ObjectNode agreed = params.putObject("notifications");
        if (!uris.isEmpty()) {
            ArrayNode listed = agreed.putArray("resourceSubscriptions");
            uris.forEach(listed::add);
        }
        if (!taskIds.isEmpty()) {
            ArrayNode listed = agreed.putArray("taskIds");
            taskIds.values().forEach(ids -> ids.forEach(listed::add));
        }
        return Message.notification("notifications/subscriptions/acknowledged", params);
    }

    /** What a task asks for is for clients alone that could answer. */
    private boolean canSee(McpTask task) {
        return !(task.status() instanceof Status.InputRequired(var asked))
                || request.client().lacking(asked).isEmpty();
    }

    private ObjectNode params() {
        ObjectNode params = Json.STRICT.createObjectNode();
        params.putObject("_meta").set(Revision.META_SUBSCRIPTION, id());
        return params;
    }

    private JsonNode id() {
        return request.message().id();
    }
}

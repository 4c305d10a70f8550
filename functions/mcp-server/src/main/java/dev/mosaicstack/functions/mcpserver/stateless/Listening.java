package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask;
import dev.mosaicstack.functions.mcpserver.catalog.McpTask.Status;
import dev.mosaicstack.functions.mcpserver.watch.Changes;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One client that listens. What changes is noted at once and told in turn; what changes several times before the client
 * could be told is told once, so a slow client costs no memory. The reply is never called under the lock of this: it calls
 * back under its own.
 */
final class Listening implements Changes.Listener {

    private sealed interface Change {
        record OfResource(String uri) implements Change {}

        record OfTask(String id) implements Change {}
    }

    private final Request request;
    private final Set<String> uris;
    private final Map<String, Set<String>> taskIds;
    private final Tasks tasks;
    private final Results results;

    private final Set<Change> untold = new LinkedHashSet<>();
    private boolean telling = true;
    private boolean ended;
    private Changes.Watch watch;
    private Runnable onWork = () -> {};

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

    /** @param listener called where there is something to tell; it MUST have {@link #tell} run, soon, on a thread that may wait */
    void onWork(Runnable listener) {
        onWork = listener;
    }

    /** Says what is listened to, then how the tasks are: what changed before is not missed. */
    void begin(Changes.Watch watching) {
        synchronized (this) {
            watch = watching;
            if (ended) {
                watching.close();
                return;
            }
        }
        request.reply().tell(acknowledged());
        synchronized (this) {
            taskIds.values().forEach(ids -> ids.forEach(id -> untold.add(new Change.OfTask(id))));
            telling = false;
        }
        work();
    }

    @Override
    public void resourceChanged(String uri) {
        synchronized (this) {
            untold.add(new Change.OfResource(uri));
        }
        work();
    }

    @Override
    public void subjectChanged(String subject) {
        synchronized (this) {
            taskIds.getOrDefault(subject, Set.of()).forEach(id -> untold.add(new Change.OfTask(id)));
        }
        work();
    }

    /** Has what there is told, unless somebody is at it, or the client does not keep up. */
    void work() {
        boolean stalls = request.reply().full();
        synchronized (this) {
            if (stalls || telling || ended || untold.isEmpty()) {
                return;
            }
            telling = true;
        }
        onWork.run();
    }

    /** Tells what is untold; called once for each {@link #onWork}. */
    void tell() {
        for (Change change = next(); change != null; change = next()) {
            ObjectNode message =
                    switch (change) {
                        case Change.OfResource(String uri) -> resource(uri);
                        case Change.OfTask(String id) -> task(id);
                    };
            if (message != null) {
                request.reply().tell(message);
            }
        }
    }

    private Change next() {
        boolean stalls = request.reply().full();
        Change next = take(stalls);
        if (next == null && stalls) {
            request.reply().onRoom(this::work);
        }
        return next;
    }

    private synchronized Change take(boolean stalls) {
        if (ended || stalls || untold.isEmpty()) {
            telling = false;
            return null;
        }
        var all = untold.iterator();
        Change next = all.next();
        all.remove();
        return next;
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
        Changes.Watch watching;
        synchronized (this) {
            if (ended) {
                return false;
            }
            ended = true;
            watching = watch;
        }
        if (watching != null) {
            watching.close();
        }
        return true;
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
        return Notifications.of("notifications/subscriptions/acknowledged", params);
    }

    private ObjectNode resource(String uri) {
        return Notifications.of("notifications/resources/updated", params().put("uri", uri));
    }

    /** @return null where it is gone, or asks for something that this client cannot give */
    private ObjectNode task(String id) {
        McpTask task = tasks.find(request.caller(), id).orElse(null);
        if (task == null || task.status() instanceof Status.InputRequired(var asked) && !canAnswer(asked)) {
            return null;
        }
        ObjectNode params = params();
        params.setAll(TaskWire.detailed(task));
        return Notifications.of("notifications/tasks", params);
    }

    private boolean canAnswer(Map<String, ObjectNode> asked) {
        try {
            request.client().mustAnswer(asked);
            return true;
        } catch (RpcError lacks) {
            return false;
        }
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

package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.watch.Changes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * {@code subscriptions/listen}: what of the wished is to be had. Lists do not change while a process runs, so nobody is
 * told that they did.
 */
@Singleton
final class Listens implements Methods {

    static final String METHOD = "subscriptions/listen";

    /** Of resources, and as many tasks, on one stream. */
    private static final int MOST = 100;

    private final Reads reads;
    private final Tasks tasks;
    private final Changes changes;
    private final OpenStreams streams;
    private final Results results;

    Listens(Reads reads, Tasks tasks, Changes changes, OpenStreams streams, Results results) {
        this.reads = reads;
        this.tasks = tasks;
        this.changes = changes;
        this.streams = streams;
        this.results = results;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(METHOD, this::listen);
    }

    private ObjectNode listen(Request request) {
        streams.admit(request);
        if (!request.message().params().has("notifications")) {
            throw RpcError.invalidParams("there are no notifications to listen to");
        }
        ObjectNode wished = request.object("notifications");
        Set<String> taskIds = texts(wished, "taskIds");
        if (!taskIds.isEmpty()) {
            request.client().mustTakeTasks();
        }
        Set<String> uris = readable(request, texts(wished, "resourceSubscriptions"));
        Map<String, Set<String>> bySubject = bySubject(request, taskIds);
        var stream = new Listening(request, uris, bySubject, tasks, results);
        streams.add(stream);
        stream.begin(() -> changes.watch(request.caller(), uris, bySubject.keySet(), stream));
        return null;
    }

    /** Who may not read a thing does not learn that it changes either. */
    private Set<String> readable(Request request, Set<String> uris) {
        var readable = new LinkedHashSet<String>();
        for (String uri : uris) {
            try {
                reads.outcome(new RequestAsked(request, request.client(), Json.STRICT.createObjectNode()), uri);
                readable.add(uri);
            } catch (RpcError none) {
                // It is left out of what is acknowledged.
            }
        }
        return readable;
    }

    private Map<String, Set<String>> bySubject(Request request, Set<String> taskIds) {
        var bySubject = new LinkedHashMap<String, Set<String>>();
        for (String id : taskIds) {
            tasks.subject(request.caller(), id).ifPresent(subject -> bySubject
                    .computeIfAbsent(subject, s -> new LinkedHashSet<>())
                    .add(id));
        }
        return bySubject;
    }

    private static Set<String> texts(ObjectNode wished, String field) {
        JsonNode list = wished.path(field);
        if (list.isMissingNode()) {
            return Set.of();
        }
        var texts = new LinkedHashSet<String>();
        list.forEach(each -> texts.add(each.textValue()));
        if (!list.isArray() || texts.contains(null) || list.size() > MOST) {
            throw RpcError.invalidParams(field + " is not a list of at most " + MOST + " strings");
        }
        return texts;
    }
}

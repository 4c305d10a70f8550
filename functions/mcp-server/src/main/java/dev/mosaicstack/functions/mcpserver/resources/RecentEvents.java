package dev.mosaicstack.functions.mcpserver.resources;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Authenticate;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.CloudEvents;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventLog;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The end of the event log. An agent sees what belongs to its session, others what audit-list would show them. */
@Singleton
final class RecentEvents implements Resource {

    static final int SHOWN = 50;

    /** How far back an agent's own are looked for: the log has no order by session. */
    private static final int LOOKED_AT = 2_000;

    private static final int BATCH = 250;

    /** Longer data is only referred to: the list is for an overview. */
    private static final int MAX_DATA_CHARS = 2_000;

    private static final Spec SPEC = new Spec(
            "mosaic://events/recent",
            "recent-events",
            "Recent events",
            "The newest " + SHOWN + " events, newest first, as CloudEvents; an agent is shown those of its session,"
                    + " of the newest " + LOOKED_AT + ". Data of more than " + MAX_DATA_CHARS
                    + " characters is left out, dataref is in its place.",
            "application/json",
            Call.SESSION_LIST);

    private final Store store;

    RecentEvents(Store store) {
        this.store = store;
    }

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public Outcome<List<Contents>> read(Asked asked, String uri, String id) {
        Caller caller = asked.caller();
        if (!caller.isAgent()) {
            Authenticate.authorize(caller, Call.AUDIT_LIST);
        }
        ObjectNode recent = Json.STRICT.createObjectNode();
        ArrayNode events = recent.putArray("events");
        store.read(tx -> newest(tx.events(), caller)).forEach(events::add);
        return Outcome.done(List.of(Contents.json(uri, Json.write(recent))));
    }

    /** Each event's data is read by itself: together it may be more than there is memory. */
    private static List<ObjectNode> newest(EventLog log, Caller caller) {
        List<ObjectNode> newest = new ArrayList<>();
        int batch = caller.isAgent() ? BATCH : SHOWN;
        int most = caller.isAgent() ? LOOKED_AT : SHOWN;
        long end = log.lastPosition();
        for (int looked = 0; looked < most && end > 0 && newest.size() < SHOWN; looked += batch) {
            long begin = Math.max(0, end - batch);
            log.heads(begin, (int) (end - begin)).reversed().stream()
                    .filter(event -> caller.sees(event.sessionId()))
                    .limit(SHOWN - newest.size())
                    .flatMap(event -> log.find(event.id()).stream())
                    .map(RecentEvents::shown)
                    .forEach(newest::add);
            end = begin;
        }
        return newest;
    }

    private static ObjectNode shown(Event event) {
        ObjectNode shown = Json.STRICT.createObjectNode().put("position", event.position());
        CloudEvents.attributes(event).forEach(shown::put);
        return event.data().length() > MAX_DATA_CHARS
                ? shown.put("dataref", "urn:mosaic:event:" + event.id())
                : shown.set("data", Json.tree(event.data()));
    }

    @Override
    public Optional<String> changedBy(Event event) {
        return Optional.of("");
    }
}

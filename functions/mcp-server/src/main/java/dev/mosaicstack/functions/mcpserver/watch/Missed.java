package dev.mosaicstack.functions.mcpserver.watch;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What changed while nobody listened. */
@Singleton
public final class Missed {

    /** Events that are looked at; where there are more, everything may have changed. */
    static final int LOOKED_AT = 2_000;

    private final Store store;
    private final List<Resource> resources;
    private final FollowedChanges changes;

    @Inject
    Missed(Store store, Catalog catalog, FollowedChanges changes) {
        this(store, catalog.resources(), changes);
    }

    /** @param changes asked for {@link #told} only */
    Missed(Store store, List<Resource> resources, FollowedChanges changes) {
        this.store = store;
        this.resources = resources;
        this.changes = changes;
    }

    /** Where the log ends now. */
    public long end() {
        return store.read(tx -> tx.events().lastPosition());
    }

    /** Up to where those who watch were told; only while somebody does. */
    public long told() {
        return changes.told();
    }

    /**
     * Those of the URIs that changed, as far as the caller may know.
     *
     * @param told for each URI the position in the log up to which its changes were told
     */
    public Set<String> since(Caller caller, Map<String, Long> told) {
        if (told.isEmpty()) {
            return Set.of();
        }
        long first = Collections.min(told.values());
        List<Event> events = store.read(tx -> tx.events().heads(first, LOOKED_AT));
        if (events.size() >= LOOKED_AT) {
            return told.keySet();
        }
        Map<String, Long> changed = lastChanges(caller, events);
        long kept = events.isEmpty() ? end() : events.getFirst().position() - 1;
        long end = events.isEmpty() ? kept : events.getLast().position();
        return told.entrySet().stream()
                .filter(each -> {
                    long position = each.getValue();
                    // Of what was cut off, or came and went with a log that was restored, nothing is known.
                    return position < kept || position > end || changed.getOrDefault(each.getKey(), 0L) > position;
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Map<String, Long> lastChanges(Caller caller, List<Event> events) {
        Map<String, Long> changed = new HashMap<>();
        for (Event event : events) {
            if (caller.sees(event.sessionId())) {
                resources.forEach(resource -> resource.changedBy(event)
                        .map(resource.spec()::uriOf)
                        .ifPresent(uri -> changed.put(uri, event.position())));
            }
        }
        return changed;
    }
}

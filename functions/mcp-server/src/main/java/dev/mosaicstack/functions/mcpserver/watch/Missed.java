package dev.mosaicstack.functions.mcpserver.watch;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What changed while nobody listened. */
@Singleton
public final class Missed {

    /** Events that are looked at; where there are more, everything may have changed. */
    static final int LOOKED_AT = 2_000;

    private final Store store;
    private final List<Resource> resources;
    private final FollowedChanges changes;

    Missed(Store store, Catalog catalog, FollowedChanges changes) {
        this.store = store;
        this.resources = catalog.resources();
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

    /** Those of the URIs that changed after this position in the log, as far as the caller may know. */
    public Set<String> since(Caller caller, long position, Set<String> uris) {
        List<Event> events = store.read(tx -> tx.events().after(position, LOOKED_AT));
        boolean followed = events.isEmpty()
                ? end() == position
                : events.getFirst().position() == position + 1 && events.size() < LOOKED_AT;
        if (!followed) {
            return uris;
        }
        Set<String> changed = new HashSet<>();
        for (Event event : events) {
            if (Watcher.mayKnowOf(caller, event)) {
                resources.forEach(resource ->
                        resource.changedBy(event).map(resource.spec()::uriOf).ifPresent(changed::add));
            }
        }
        changed.retainAll(uris);
        return changed;
    }
}

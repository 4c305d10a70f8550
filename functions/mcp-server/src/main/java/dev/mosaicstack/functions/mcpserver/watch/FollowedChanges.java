package dev.mosaicstack.functions.mcpserver.watch;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.redis.StreamFeed;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/** Changes as the event log tells them. Nothing is followed before somebody watches something. */
@Singleton
final class FollowedChanges implements Changes {

    private final StreamFeed feed;
    private final Follower follower;

    FollowedChanges(Catalog catalog, StreamFeed feed, Store store, Clock clock) {
        this.feed = feed;
        this.follower =
                new Follower(feed, () -> store.read(tx -> tx.events().lastPosition()), catalog.resources(), clock);
    }

    @Override
    public Watch watch(Caller caller, Set<String> uris, Set<String> subjects, Listener listener) {
        feed.start();
        return follower.watch(caller, uris, subjects, listener);
    }

    /** Up to where the log was told, while somebody watches. */
    long told() {
        return follower.position();
    }

    void stop(@Observes ShutdownEvent event) {
        follower.stop();
    }
}

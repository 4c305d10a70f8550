package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.mcp.McpSubscription;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.functions.mcpserver.watch.Changes;
import dev.mosaicstack.functions.mcpserver.watch.Missed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The sessions that have a stream in this process, and what they are told on it. */
@Singleton
final class OpenSessions {

    private static final Logger LOG = Logger.getLogger(OpenSessions.class);
    private static final int SAVED_AT_ONCE = 200;

    private final Changes changes;
    private final Missed missed;
    private final Store store;
    private final Clock clock;
    private final Map<String, OpenSession> sessions = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    OpenSessions(Changes changes, Missed missed, Store store, Clock clock) {
        this.changes = changes;
        this.missed = missed;
        this.store = store;
        this.clock = clock;
    }

    Collection<OpenSession> all() {
        return sessions.values();
    }

    /** From now on the session is told on this stream, first of what changed while it had none. */
    void opened(String id, Caller caller, SseStream stream) {
        OpenSession session = sessions.compute(id, (same, known) -> {
            OpenSession open = known == null ? new OpenSession(id, caller, changes) : known;
            open.add(stream);
            return open;
        });
        try {
            List<McpSubscription> subscriptions =
                    store.read(tx -> tx.mcpSubscriptions().active(id));
            subscriptions.forEach(each -> session.watch(each.uri()));
            tellMissed(session, subscriptions);
            session.complete();
        } catch (RuntimeException e) {
            // Its client opens another one; by then the database may be back.
            LOG.debugf("a stream is ended, what it is for is not known: %s", e.getMessage());
            stream.end();
        }
        if (stopping) {
            stream.end();
        }
        if (stream.isGone()) {
            closed(id, stream);
        }
    }

    void closed(String id, SseStream stream) {
        OpenSession session = sessions.get(id);
        if (session == null) {
            return;
        }
        sessions.computeIfPresent(id, (same, open) -> open.remove(stream) ? null : open);
        if (sessions.get(id) != session) {
            save(List.of(session));
            session.unwatchAll();
        }
    }

    private void tellMissed(OpenSession session, List<McpSubscription> subscriptions) {
        Map<String, Long> told = subscriptions.stream()
                .collect(Collectors.toMap(McpSubscription::uri, McpSubscription::told, Math::min));
        missed.since(session.caller(), told).forEach(session::resourceChanged);
    }

    /**
     * A subscription that was made or given up, in this process or another one. While the session's first stream is being
     * opened nothing is done about a new one: who opens it looks for itself, and would tell the same once more; what comes
     * too late for that is found by the next look.
     */
    void changed(McpSubscription subscription) {
        OpenSession session = sessions.get(subscription.mcpSession());
        if (session == null) {
            return;
        }
        if (!subscription.active()) {
            session.unwatch(subscription.uri());
        } else if (session.isComplete() && session.watch(subscription.uri())) {
            watched(session, subscription);
        }
    }

    /** Where what it missed cannot be told it is not watched either: whoever looks again finds it as new as it was. */
    private void watched(OpenSession session, McpSubscription subscription) {
        boolean told = false;
        try {
            tellMissed(session, List.of(subscription));
            told = true;
        } finally {
            if (!told) {
                session.unwatch(subscription.uri());
            }
        }
    }

    void end(String id) {
        OpenSession session = sessions.get(id);
        if (session != null) {
            session.streams().forEach(SseStream::end);
        }
    }

    /** Keeps up to where these were told; what was not kept is told again by the next stream. */
    void save(Collection<OpenSession> some) {
        Map<String, Long> told =
                some.stream().collect(Collectors.toMap(OpenSession::id, OpenSession::toSave, Math::max));
        told.values().removeIf(position -> position == 0);
        List<String> ids = List.copyOf(told.keySet());
        for (int i = 0; i < ids.size(); i += SAVED_AT_ONCE) {
            List<String> part = ids.subList(i, Math.min(ids.size(), i + SAVED_AT_ONCE));
            try {
                store.write(tx -> {
                    part.forEach(id -> tx.mcpSubscriptions().told(id, told.get(id), clock.instant()));
                    return null;
                });
            } catch (RuntimeException e) {
                LOG.debugf("what %d sessions were told is not kept: %s", part.size(), e.getMessage());
            }
        }
    }

    /** All streams end, and no other is opened. */
    void stop() {
        stopping = true;
        save(sessions.values());
        sessions.values().forEach(session -> session.streams().forEach(SseStream::end));
    }
}

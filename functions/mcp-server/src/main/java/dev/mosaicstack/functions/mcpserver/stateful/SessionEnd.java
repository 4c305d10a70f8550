package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.store.Store;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import jakarta.inject.Singleton;
import java.time.Clock;

/** A client that needs its session no more. */
@Singleton
final class SessionEnd {

    private final ConnectionManager library;
    private final EndedSessions ended;
    private final OpenSessions open;
    private final Store store;
    private final Clock clock;

    SessionEnd(ConnectionManager library, EndedSessions ended, OpenSessions open, Store store, Clock clock) {
        this.library = library;
        this.ended = ended;
        this.open = open;
        this.store = store;
        this.clock = clock;
    }

    void of(String session) {
        store.write(tx -> {
            tx.mcpSubscriptions().end(session, clock.instant());
            return null;
        });
        ended.add(session);
        open.end(session);
        library.remove(ClientSessions.libraryId(session));
    }
}

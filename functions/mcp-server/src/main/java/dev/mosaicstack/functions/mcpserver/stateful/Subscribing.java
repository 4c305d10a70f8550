package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.mcp.McpSubscription;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * {@code resources/subscribe} and {@code resources/unsubscribe}. They are kept in the database: the stream on which the
 * session is told may be another process'.
 */
@Singleton
final class Subscribing {

    /** Of one session. */
    private static final int MOST = 1_000;

    private static final int LONGEST_URI = 500;

    private final Catalog catalog;
    private final OpenSessions open;
    private final Store store;
    private final Ids ids;
    private final Clock clock;

    Subscribing(Catalog catalog, OpenSessions open, Store store, Ids ids, Clock clock) {
        this.catalog = catalog;
        this.open = open;
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What happens after this began is told.
     *
     * @param session null where the client named none
     * @throws Refusal.NotFound where the caller cannot read it
     * @throws Refusal.Invalid without a session, and where it has too many
     */
    void subscribe(Caller caller, String session, String uri) {
        mustBeThere(session);
        long position = store.read(tx -> tx.events().lastPosition());
        mustBeReadable(caller, uri);
        var wanted = new McpSubscription(ids.next(), session, uri, true, position);
        store.write(tx -> {
            mustHaveRoom(tx, session, uri);
            tx.mcpSubscriptions().subscribe(wanted, clock.instant());
            return null;
        });
        open.changed(wanted);
    }

    void unsubscribe(String session, String uri) {
        mustBeThere(session);
        store.write(tx -> {
            tx.mcpSubscriptions().unsubscribe(session, uri, clock.instant());
            return null;
        });
        open.changed(new McpSubscription(null, session, uri, false, 0));
    }

    private static void mustBeThere(String session) {
        if (session == null) {
            throw Refusal.Invalid.field(ClientSessions.HEADER, "is not there, and a subscription belongs to a session");
        }
    }

    private void mustBeReadable(Caller caller, String uri) {
        if (uri.length() > LONGEST_URI) {
            throw new Refusal.NotFound("RESOURCE_UNKNOWN", "there is no resource with so long a URI");
        }
        Resource resource = catalog.resource(caller, uri);
        resource.read(new PlainAsked(caller), uri, resource.spec().idOf(uri).orElseThrow());
    }

    private static void mustHaveRoom(Tx tx, String session, String uri) {
        List<McpSubscription> all = tx.mcpSubscriptions().active(session);
        if (all.size() >= MOST && all.stream().noneMatch(each -> each.uri().equals(uri))) {
            throw Refusal.Invalid.field("uri", "is one too many: a session has at most " + MOST + " subscriptions");
        }
    }
}

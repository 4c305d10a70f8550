package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The session ids that clients know: the library's, behind something that only one token has. So nobody goes on with
 * the session of another, and it can be told without a table, by every process.
 */
@Singleton
final class ClientSessions {

    static final String HEADER = "Mcp-Session-Id";
    private static final int OWNER_LENGTH = 16;
    private static final Pattern LIBRARY_ID = Pattern.compile("[A-Za-z0-9_=-]{1,48}");

    private final EndedSessions ended;

    ClientSessions(EndedSessions ended) {
        this.ended = ended;
    }

    /**
     * The session that a request belongs to. From here on the library finds its own id in the request, and the client
     * finds this one in the answer.
     *
     * @return null where the request names none
     * @throws Refusal.NotFound {@code MCP_SESSION_UNKNOWN} also for one of somebody else, and one that was ended
     */
    String of(RoutingContext rc, Caller caller) {
        String owner = owner(caller);
        rc.addHeadersEndHandler(v -> show(rc.response().headers(), owner));
        String session = rc.request().getHeader(HEADER);
        if (session == null) {
            return null;
        }
        if (!isOf(session, owner) || ended.has(session)) {
            throw new Refusal.NotFound("MCP_SESSION_UNKNOWN", "there is no such session; begin one with initialize");
        }
        rc.request().headers().set(HEADER, libraryId(session));
        return session;
    }

    private static void show(MultiMap headers, String owner) {
        String begun = headers.get(HEADER);
        if (begun != null) {
            headers.set(HEADER, owner + begun);
        }
    }

    static boolean isOf(String session, String owner) {
        return session.startsWith(owner)
                && LIBRARY_ID.matcher(libraryId(session)).matches();
    }

    /** Nobody learns a token's id from it. */
    static String owner(Caller caller) {
        byte[] text = ("mcp-session:" + caller.tokenId()).getBytes(StandardCharsets.UTF_8);
        return Json.sha256(text).substring(0, OWNER_LENGTH) + ".";
    }

    static String libraryId(String session) {
        return session.substring(OWNER_LENGTH + 1);
    }
}

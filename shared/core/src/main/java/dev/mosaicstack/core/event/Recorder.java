package dev.mosaicstack.core.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Writes the event of a change into the change's own transaction. */
@Singleton
public final class Recorder {

    /** The source of every event that this product makes itself. */
    public static final String OWN_SOURCE = "/mosaic";

    private final Ids ids;
    private final Clock clock;

    public Recorder(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** @param area one of {@code mcp user system alert backup}; @param what for example {@code task.completed} */
    public void record(Tx tx, Caller caller, String area, String what, About about, ObjectNode data) {
        tx.events()
                .append(new Event(
                        0,
                        ids.next(),
                        Event.TYPE_PREFIX + area + "." + what,
                        OWN_SOURCE,
                        about.subject(),
                        clock.instant(),
                        about.sessionId(),
                        about.audience(),
                        caller.requestId(),
                        null,
                        Json.write(data),
                        who(caller)));
    }

    /** CloudEvents extension Auth Context: the agent, or the token, that caused it; nothing for background work. */
    public static Map<String, String> who(Caller caller) {
        if (caller.tokenId() == null) {
            return Map.of();
        }
        String id = caller.isAgent() ? Event.toAgent(caller.agentId()) : "token:" + caller.tokenId();
        return Map.of("authtype", "api_key", "authid", id);
    }

    /** What an event is about, and who is to act on it. */
    public record About(String subject, String sessionId, String audience) {
        public About(String subject, String sessionId) {
            this(subject, sessionId, null);
        }
    }

    public static ObjectNode data() {
        return JsonNodeFactory.instance.objectNode();
    }
}

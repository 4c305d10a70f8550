package dev.mosaicstack.core.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.trace.Trace;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
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
                        cause(caller)));
    }

    /**
     * CloudEvents extensions Auth Context and Distributed Tracing: the agent, or the token, that caused it, and the trace to which
     * its call belongs; nothing for background work.
     */
    public static Map<String, String> cause(Caller caller) {
        Map<String, String> cause = new LinkedHashMap<>(cause(caller.trace()));
        if (caller.tokenId() != null) {
            cause.put("authtype", "api_key");
            cause.put("authid", caller.isAgent() ? Event.toAgent(caller.agentId()) : "token:" + caller.tokenId());
        }
        return cause;
    }

    /** @param trace null for none */
    public static Map<String, String> cause(Trace trace) {
        return trace == null ? Map.of() : trace.fields();
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

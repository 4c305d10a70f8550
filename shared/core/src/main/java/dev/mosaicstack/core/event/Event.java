package dev.mosaicstack.core.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One entry of the event log, a CloudEvent 1.0. Its id, time and data are fixed when its transaction commits: every
 * publication, refill and replay sends these bytes.
 *
 * @param position place in commit order; 0 until the store has given it one
 * @param source which instance it comes from: {@code /mosaic}, {@code /webhook-intake/<source>}
 * @param subject the thing it is about: {@code tasks/<id>}, {@code repos/acme/app}
 * @param sessionId the AI session it belongs to; null for others
 * @param audience who is to act on it, {@code agent:<id>} or {@code capability:<name>}; null for nobody in particular
 * @param requestId the request that caused it; null for background work
 * @param replayOf the id of the event that this one repeats; null for an original
 * @param data JSON
 * @param attributes what the sender of a published event said of it: {@code id} and {@code time} in place of ours,
 *     {@code dataschema}, {@code datacontenttype}, and extensions; of our own who caused it, and in which trace
 */
public record Event(
        long position,
        String id,
        String type,
        String source,
        String subject,
        Instant time,
        String sessionId,
        String audience,
        String requestId,
        String replayOf,
        String data,
        Map<String, String> attributes) {

    public static final String TYPE_PREFIX = "dev.mosaicstack.";

    private static final String TO_AGENT = "agent:";
    private static final String TO_CAPABILITY = "capability:";

    /** One of our own that nobody with a token caused. */
    public Event(
            long position,
            String id,
            String type,
            String source,
            String subject,
            Instant time,
            String sessionId,
            String audience,
            String requestId,
            String replayOf,
            String data) {
        this(position, id, type, source, subject, time, sessionId, audience, requestId, replayOf, data, Map.of());
    }

    public Event at(long position) {
        return new Event(
                position, id, type, source, subject, time, sessionId, audience, requestId, replayOf, data, attributes);
    }

    /** The last part of the type: {@code completed} of {@code dev.mosaicstack.mcp.task.completed}. */
    public String what() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** What a waiting call may wait for: the subject, and the audience within its session. */
    public List<String> topics() {
        return audience == null ? List.of(subject) : List.of(subject, topic(sessionId, audience));
    }

    public static String topic(String sessionId, String audience) {
        return sessionId + "/" + audience;
    }

    public static String toAgent(String agentId) {
        return TO_AGENT + agentId;
    }

    public static String toCapability(String capability) {
        return TO_CAPABILITY + capability;
    }

    /** The agent of an audience; null where it is a capability. */
    public static String agentOf(String audience) {
        return audience.startsWith(TO_AGENT) ? audience.substring(TO_AGENT.length()) : null;
    }

    /** The capability of an audience; null where it is an agent. */
    public static String capabilityOf(String audience) {
        return audience.startsWith(TO_CAPABILITY) ? audience.substring(TO_CAPABILITY.length()) : null;
    }
}

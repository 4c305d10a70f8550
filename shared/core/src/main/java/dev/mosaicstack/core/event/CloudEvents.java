package dev.mosaicstack.core.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Our events as CloudEvents 1.0. Of an event that somebody else published, {@code id} and {@code time} are theirs where
 * they gave them, and ours are the extensions {@code mosaicid} and {@code mosaictime}.
 */
public final class CloudEvents {

    public static final String JSON = "application/json";

    private static final String OUR_ID = "mosaicid";
    private static final String OUR_TIME = "mosaictime";

    private CloudEvents() {}

    /** Context attributes and extensions, in the order in which people read them. Data is not among them. */
    public static Map<String, String> attributes(Event event) {
        Map<String, String> given = event.attributes();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("specversion", "1.0");
        all.put("id", given.getOrDefault("id", event.id()));
        all.put("type", event.type());
        all.put("source", event.source());
        all.put("subject", event.subject());
        all.put("time", given.getOrDefault("time", event.time().toString()));
        all.put("datacontenttype", JSON);
        put(all, "sessionid", event.sessionId());
        put(all, "audience", event.audience());
        put(all, "requestid", event.requestId());
        put(all, "replayof", event.replayOf());
        put(all, OUR_ID, given.containsKey("id") ? event.id() : null);
        put(all, OUR_TIME, given.containsKey("time") ? event.time().toString() : null);
        all.putAll(given);
        return all;
    }

    /** The event of which these are the {@link #attributes}; others than those are not to be among them. */
    public static Event event(long position, Map<String, String> attributes, String data) {
        Map<String, String> rest = new LinkedHashMap<>(attributes);
        rest.remove("specversion");
        String id = rest.containsKey(OUR_ID) ? rest.remove(OUR_ID) : rest.remove("id");
        String time = rest.containsKey(OUR_TIME) ? rest.remove(OUR_TIME) : rest.remove("time");
        rest.remove("datacontenttype", JSON);
        return new Event(
                position,
                id,
                rest.remove("type"),
                rest.remove("source"),
                rest.remove("subject"),
                Instant.parse(time),
                rest.remove("sessionid"),
                rest.remove("audience"),
                rest.remove("requestid"),
                rest.remove("replayof"),
                data,
                rest);
    }

    private static void put(Map<String, String> all, String name, String value) {
        if (value != null) {
            all.put(name, value);
        }
    }
}

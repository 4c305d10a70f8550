package dev.mosaicstack.core.publish;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.cloudevent.Attributes;
import dev.mosaicstack.core.cloudevent.CloudEvent;
import dev.mosaicstack.core.cloudevent.MediaType;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.CloudEvents;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Check;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An event that somebody else wants on the bus, checked.
 *
 * @param eventId ours, made of its source and its sender's id; null where the sender gave none, so that it cannot be
 *     recognised when it comes again
 * @param data JSON
 * @param attributes what the sender said of it, see {@link dev.mosaicstack.core.event.Event#attributes()}
 */
public record Publishable(
        String eventId, String type, String source, String subject, String data, Map<String, String> attributes) {

    private static final String NO_DATA = "null";

    /** The address of a sink may hold a token: Knative writes it into the events that it could not deliver. */
    private static final Pattern TOKEN = Pattern.compile("access_token=[^&#\\s]*");

    /** From a sender that knows nothing of CloudEvents: ids of one that names no source are its own, not everybody's. */
    public static Publishable plain(Caller caller, CloudEvent event) {
        event.attributes().putIfAbsent("specversion", "1.0");
        event.attributes().putIfAbsent("source", "/event-publish/" + caller.tokenId());
        return of(event, false);
    }

    /**
     * @param idRequired false for a sender that knows nothing of CloudEvents
     * @throws Refusal.Invalid {@code INVALID_FIELD}, naming every attribute that is wrong
     */
    public static Publishable of(CloudEvent event, boolean idRequired) {
        var check = new Check();
        Attributes.judge(check, event.attributes(), idRequired);
        Reserved.judge(check, event.attributes());
        check.done();
        Map<String, String> attributes = new LinkedHashMap<>(event.attributes());
        String type = attributes.get("type");
        String source = attributes.get("source");
        String id = attributes.get("id");
        return new Publishable(
                id == null ? null : Ids.derived(source, id),
                type,
                source,
                attributes.getOrDefault("subject", source),
                text(type, event.data()),
                kept(attributes));
    }

    private static String text(String type, JsonNode data) {
        if (data == null) {
            return NO_DATA;
        }
        return RedisEntry.TYPE.equals(type) ? RedisEntry.readable(data).toString() : data.toString();
    }

    /** What the row has no column for. */
    private static Map<String, String> kept(Map<String, String> attributes) {
        attributes.keySet().removeIf(name -> Reserved.isOurs(name) || Reserved.hasColumn(name));
        attributes.computeIfPresent(
                "datacontenttype", (name, type) -> MediaType.of(type).essence().equals(CloudEvents.JSON) ? null : type);
        attributes.replaceAll((name, value) ->
                Attributes.isExtension(name) ? TOKEN.matcher(value).replaceAll("access_token=redacted") : value);
        return attributes;
    }
}

package dev.mosaicstack.redis;

import dev.mosaicstack.core.event.CloudEvents;
import dev.mosaicstack.core.event.Event;
import io.vertx.mutiny.redis.client.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One entry of the stream, as {@link EventStream} wrote it. */
record StreamEntry(long position, Map<String, String> fields) {

    static StreamEntry read(Response entry) {
        Response values = entry.get(1);
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < values.size(); i += 2) {
            fields.put(values.get(i).toString(), values.get(i + 1).toString());
        }
        return new StreamEntry(EventStream.position(entry.get(0).toString()), fields);
    }

    /** Empty where the entry does not hold all of it: the database has the rest. */
    Optional<Event> event() {
        Map<String, String> attributes = new LinkedHashMap<>(fields);
        String data = attributes.remove("data");
        return data == null ? Optional.empty() : Optional.of(CloudEvents.event(position, attributes, data));
    }
}

package dev.mosaicstack.redis;

import dev.mosaicstack.core.event.CloudEvents;
import dev.mosaicstack.core.event.Event;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code mosaic:events}: the event log as CloudEvents 1.0, for readers outside this process. */
@Singleton
class EventStream {

    /** Larger data stays in the database; the entry refers to it. */
    static final int MAX_DATA_BYTES = 64 * 1024;

    private static final String APPEND = Script.of("outdate.lua", "append.lua");
    private static final String FORGET = Script.of("forget.lua");

    private final RedisDataSource redis;
    private final int maxLength;
    private final boolean cached;

    EventStream(RedisDataSource redis, RedisSettings settings) {
        this.redis = redis;
        this.maxLength = settings.stream().maxLength();
        this.cached = settings.cache().enabled();
        if (maxLength < 1) {
            throw new ConfigurationException("mosaic.stream.max-length is not at least 1");
        }
    }

    /** The position of the last entry; -1 where there is no stream. */
    long lastPosition() {
        Response newest = redis.execute("XREVRANGE", RedisKeys.EVENTS, "+", "-", "COUNT", "1");
        return newest.size() == 0 ? -1 : position(newest.get(0).get(0).toString());
    }

    /**
     * Adds the events if the stream ends at {@code before}; cached answers that are older than them go.
     *
     * @param mayStart whether they may also be the first of an empty stream
     * @return where the stream ends now; -1 where it is empty
     */
    long append(long before, boolean mayStart, List<Event> events) {
        Map<String, Long> versions = cached ? CacheEntries.versions(events) : Map.of();
        List<String> arguments = new ArrayList<>();
        arguments.add(APPEND);
        arguments.add(Integer.toString(1 + versions.size()));
        arguments.add(RedisKeys.EVENTS);
        versions.keySet().forEach(subject -> arguments.add(RedisKeys.cached(subject)));
        arguments.add(Long.toString(before));
        arguments.add(mayStart ? "1" : "0");
        arguments.add(Integer.toString(maxLength));
        versions.values().forEach(version -> arguments.add(version.toString()));
        for (Event event : events) {
            List<String> fields = fields(event);
            arguments.add(Integer.toString(fields.size()));
            arguments.addAll(fields);
        }
        return redis.execute("EVAL", arguments.toArray(String[]::new)).toLong();
    }

    /** Deletes the stream if it still ends at {@code last}, and all cached answers with it. */
    void forget(long last) {
        redis.execute("EVAL", FORGET, "1", RedisKeys.EVENTS, Long.toString(last), RedisKeys.ALL_CACHED);
    }

    static long position(String entryId) {
        return Long.parseLong(entryId.substring(0, entryId.indexOf('-')));
    }

    /** CloudEvents 1.0, attributes as fields; before them the position, which becomes the entry's id. */
    private static List<String> fields(Event event) {
        List<String> fields = new ArrayList<>(List.of("position", Long.toString(event.position())));
        CloudEvents.attributes(event).forEach((name, value) -> fields.addAll(List.of(name, value)));
        // No character takes more than three bytes, so only few are counted.
        boolean small = event.data().length() <= MAX_DATA_BYTES / 3
                || event.data().getBytes(StandardCharsets.UTF_8).length <= MAX_DATA_BYTES;
        fields.addAll(small ? List.of("data", event.data()) : List.of("dataref", "urn:mosaic:event:" + event.id()));
        return fields;
    }
}

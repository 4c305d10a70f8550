package dev.mosaicstack.contract;

import dev.mosaicstack.testkit.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What is on the stream {@code mosaic:events}. */
final class Events {

    static final String STREAM = "mosaic:events";

    /** One CloudEvent: the stream's entry id is {@code <position>-0}. */
    record Event(long position, Map<String, String> fields) {

        String type() {
            return fields.get("type");
        }

        String subject() {
            return fields.get("subject");
        }

        String data() {
            return fields.get("data");
        }
    }

    private Events() {}

    static List<Event> all(Redis redis) {
        return redis.stream(STREAM).stream().map(Events::event).toList();
    }

    static List<Event> about(Redis redis, String id) {
        return all(redis).stream()
                .filter(event -> event.subject() != null && event.subject().contains(id))
                .toList();
    }

    /** The first event like this; publication follows the answer, so it is waited for. */
    static Event await(Redis redis, Predicate<Event> wanted) {
        return Awaitility.await("an event")
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(10))
                .until(() -> all(redis).stream().filter(wanted).findFirst().orElse(null), event -> event != null);
    }

    private static Event event(Redis.Entry entry) {
        String[] id = entry.id().split("-");
        if (!id[1].equals("0")) {
            throw new AssertionError("an entry id is <position>-0: " + entry.id());
        }
        return new Event(Long.parseLong(id[0]), entry.fields());
    }
}

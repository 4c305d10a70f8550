package dev.mosaicstack.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.crash.ledger.Entry;
import dev.mosaicstack.crash.ledger.Evidence;
import dev.mosaicstack.crash.ledger.Evidence.Found;
import dev.mosaicstack.crash.ledger.Ledger;
import dev.mosaicstack.crash.load.Access;
import dev.mosaicstack.crash.load.Call;
import dev.mosaicstack.crash.load.Digest;
import dev.mosaicstack.crash.load.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks the product for everything that it acknowledged, several at a time. */
final class Inspection {

    private static final int AT_ONCE = 16;

    private final Access access;

    Inspection(Access access) {
        this.access = access;
    }

    Found found() {
        Ledger ledger = access.ledger();
        return new Found(
                all(
                        "webhook-get",
                        "delivery",
                        ledger.all(Entry.Delivered.class).stream().map(Entry.Delivered::deliveryId),
                        Inspection::delivery),
                all(
                        "task-get",
                        "task",
                        ledger.all(Entry.Assigned.class).stream().map(Entry.Assigned::taskId),
                        Inspection::task),
                all(
                        "coordination-get",
                        "request",
                        ledger.all(Entry.Asked.class).stream().map(Entry.Asked::requestId),
                        json -> new Evidence.Request(text(json, "state"), text(json, "response"))),
                all(
                        "session-get",
                        "session",
                        ledger.all(Entry.Opened.class).stream().map(Entry.Opened::sessionId),
                        json -> text(json, "state")));
    }

    private <T> Map<String, T> all(String call, String thing, Stream<String> ids, Function<JsonNode, T> read) {
        Map<String, T> found = new ConcurrentHashMap<>();
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            ids.distinct()
                    .forEach(id -> threads.execute(() -> {
                        var get = Call.of(call, access.adminToken(), Map.of(thing + "Id", id))
                                .mayBe(thing.toUpperCase(Locale.ROOT) + "_UNKNOWN");
                        if (access.client().insist(get) instanceof Outcome.Accepted accepted) {
                            found.put(id, read.apply(accepted.body()));
                        }
                    }));
        }
        return found;
    }

    private static Evidence.Delivery delivery(JsonNode json) {
        return new Evidence.Delivery(
                Digest.sha256(text(json, "body").getBytes(StandardCharsets.UTF_8)), text(json, "eventId"));
    }

    private static Evidence.Task task(JsonNode json) {
        return new Evidence.Task(
                text(json, "state"), json.path("fence").asLong(), text(json, "agentId"), text(json, "result"));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asText();
    }
}

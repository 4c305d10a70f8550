package dev.mosaicstack.core.publish;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.task.Batch;
import dev.mosaicstack.core.trace.Trace;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Puts other people's events on the bus, each once however often it is sent. */
@Singleton
public final class PublishEvents {

    /**
     * Where an event was put: for a duplicate, where the first of its kind was.
     *
     * @param differs whether the duplicate says something else than the first, which stays as it is
     */
    public record Published(String eventId, String type, boolean duplicate, boolean differs) {}

    private final Store store;
    private final Ids ids;
    private final Clock clock;

    public PublishEvents(Store store, Ids ids, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    public <R> R publish(Caller caller, Publishable event, Answer<Published, R> answer) {
        return store.write(tx -> answer.once(tx, () -> put(tx, caller, event)));
    }

    /** All that are good, in one transaction; those that are refused do not disturb the others. */
    public <R> R publishAll(
            Caller caller, List<Supplier<Publishable>> events, Answer<List<Batch.Item<Published>>, R> answer) {
        // Judged before the transaction: one thread may be writing for all.
        List<Batch.Item<Publishable>> judged = Batch.each(events, Supplier::get);
        return store.write(tx -> answer.once(tx, () -> {
            tx.events().alone(sources(judged));
            return judged.stream().map(item -> put(tx, caller, item)).toList();
        }));
    }

    private static Set<String> sources(List<Batch.Item<Publishable>> items) {
        Set<String> sources = new TreeSet<>();
        for (Batch.Item<Publishable> item : items) {
            if (item instanceof Batch.Item.Done<Publishable>(Publishable event)) {
                sources.add(event.source());
            }
        }
        return sources;
    }

    private Batch.Item<Published> put(Tx tx, Caller caller, Batch.Item<Publishable> item) {
        return switch (item) {
            case Batch.Item.Done<Publishable>(Publishable event) -> new Batch.Item.Done<>(put(tx, caller, event));
            case Batch.Item.Refused<Publishable>(var refusal) -> new Batch.Item.Refused<>(refusal);
        };
    }

    /** Who publishes the same at the same time violates the row's key, is run again, and then finds it. */
    private Published put(Tx tx, Caller caller, Publishable event) {
        if (event.eventId() != null) {
            Optional<Event> first = tx.events().find(event.eventId());
            if (first.isPresent()) {
                return new Published(event.eventId(), first.get().type(), true, differs(first.get(), event));
            }
        }
        String id = event.eventId() == null ? ids.next() : event.eventId();
        tx.events()
                .append(new Event(
                        0,
                        id,
                        event.type(),
                        event.source(),
                        event.subject(),
                        clock.instant(),
                        null,
                        null,
                        caller.requestId(),
                        null,
                        event.data(),
                        traced(event.attributes(), caller)));
        return new Published(id, event.type(), false, false);
    }

    /** Where its publisher says of which trace it is, that is so. */
    private static Map<String, String> traced(Map<String, String> given, Caller caller) {
        if (caller.trace() == null || given.containsKey(Trace.PARENT)) {
            return given;
        }
        Map<String, String> all = new LinkedHashMap<>(given);
        all.remove(Trace.STATE);
        all.putAll(caller.trace().fields());
        return all;
    }

    /** Extensions such as those of tracing may be others each time. */
    private static boolean differs(Event first, Publishable again) {
        return !first.type().equals(again.type())
                || !first.subject().equals(again.subject())
                || !first.data().equals(again.data());
    }
}

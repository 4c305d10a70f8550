package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.cloudevent.CloudEvent;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.publish.PublishCalls;
import dev.mosaicstack.core.publish.PublishCalls.PublishRequest;
import dev.mosaicstack.core.publish.PublishEvents;
import dev.mosaicstack.core.publish.PublishEvents.Published;
import dev.mosaicstack.core.publish.Publishable;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.task.Batch;
import dev.mosaicstack.core.wait.Patience;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An event of somebody else's is on the bus once, however often and by however many at once it is sent. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class PublishContract {

    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private Store store;
    private List<PublishEvents> processes;

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    /** Another store on the same database, as another process would have it. */
    abstract Store sameDatabase();

    @BeforeEach
    void open() {
        store = emptyStore();
        processes = List.of(publisher(store), publisher(sameDatabase()));
    }

    @Test
    void whatTheSenderSaidIsStoredAsItWasSaid() {
        Publishable event =
                event("1", Map.of("time", "2018-04-05T17:31:00+02:00", "ext", "Ünï 🦊 ' \"", "subject", "s"));
        Published done = publish(event);
        assertThat(done).isEqualTo(new Published(event.eventId(), "com.acme.built", false, false));
        Event stored = events().getFirst();
        assertThat(stored.id()).isEqualTo(event.eventId());
        assertThat(stored.subject()).isEqualTo("s");
        assertThat(stored.attributes())
                .isEqualTo(Map.of("id", "1", "time", "2018-04-05T17:31:00+02:00", "ext", "Ünï 🦊 ' \""));
        assertThat(stored.time())
                .isCloseTo(
                        CLOCK.instant(),
                        new org.assertj.core.data.TemporalUnitWithinOffset(60, java.time.temporal.ChronoUnit.SECONDS));
    }

    @Test
    void theLongestAttributesFit() {
        String name = "/" + "ü".repeat(254);
        publish(event("x".repeat(500), Map.of("source", name, "type", "t".repeat(255), "subject", "😀".repeat(250))));
        assertThat(events()).singleElement().satisfies(stored -> assertThat(stored.source())
                .isEqualTo(name));
    }

    @Test
    void aRepeatIsADuplicateAlsoWhereItSaysSomethingElse() {
        Publishable first = event("1", Map.of());
        Publishable other = event("1", Map.of("type", "com.acme.other"));
        publish(first);
        assertThat(publish(first)).isEqualTo(new Published(first.eventId(), "com.acme.built", true, false));
        assertThat(publish(other)).isEqualTo(new Published(first.eventId(), "com.acme.built", true, true));
        assertThat(events()).hasSize(1);
    }

    @Test
    void withoutAnIdEachIsAnother() {
        Publishable event = event(null, Map.of());
        assertThat(publish(event).eventId()).isNotEqualTo(publish(event).eventId());
        assertThat(events()).hasSize(2);
    }

    @Test
    void anEventGivenByItsFieldsIsTheSendersOwnWhereItNamesNoSource() {
        var calls = new PublishCalls(processes.getFirst());
        var request = new PublishRequest("com.acme.built", null, null, "1", null, Json.tree("{\"n\": 1}"));
        var done = calls.publish(new From("one"), request);
        assertThat(done.duplicate()).isFalse();
        assertThat(calls.publish(new From("one"), request).duplicate()).isTrue();
        assertThat(calls.publish(new From("two"), request).duplicate()).isFalse();
        Event stored = events().getFirst();
        assertThat(stored.id()).isEqualTo(done.eventId());
        assertThat(stored.source()).isEqualTo("/event-publish/one");
        assertThat(stored.subject()).isEqualTo("/event-publish/one");
        assertThat(stored.data()).isEqualTo("{\"n\":1}");
        assertThat(stored.attributes()).isEqualTo(Map.of("id", "1"));
    }

    private record From(Caller caller) implements Exchange {
        From(String token) {
            this(new Caller(token, Role.CLIENT, null, null, "r"));
        }

        @Override
        public <D, R> Answer<D, R> answer(Class<R> type, Function<D, R> present) {
            return Answer.of(present);
        }

        @Override
        public Patience patient(Patience patience) {
            return patience;
        }
    }

    @Test
    void ofManyWhoSendTheSameAtOnceOneIsTheFirst() throws Exception {
        for (int round = 0; round < 20; round++) {
            Publishable event = event("round-" + round, Map.of());
            List<Published> answers =
                    atOnce(8, process -> process.publish(Caller.SYSTEM, event, Answer.of(done -> done)));
            assertThat(answers).extracting(Published::eventId).containsOnly(event.eventId());
            assertThat(answers.stream().filter(done -> !done.duplicate())).hasSize(1);
        }
        assertThat(events()).hasSize(20);
    }

    @Test
    void batchesOfTheSameInDifferentOrdersEndWithEachOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = "batch-" + round + "-";
            List<List<Published>> answers = atOnce(6, process -> {
                var events = new ArrayList<>(IntStream.range(0, 20).boxed().toList());
                Collections.shuffle(events);
                return published(
                        process,
                        events.stream().map(i -> event(name + i, Map.of())).toList());
            });
            assertThat(answers.stream().flatMap(List::stream).filter(done -> !done.duplicate()))
                    .hasSize(20);
        }
        assertThat(events()).hasSize(200);
    }

    @Test
    void aBatchMayHaveTheSameTwiceAndWrongOnesInIt() {
        List<Supplier<Publishable>> events = List.of(
                () -> event("1", Map.of()),
                () -> event("2", Map.of("source", "/mosaic")),
                () -> event("1", Map.of()),
                () -> event("3", Map.of()));
        List<Batch.Item<Published>> items =
                processes.getFirst().publishAll(Caller.SYSTEM, events, Answer.of(done -> done));
        assertThat(items.get(0)).isInstanceOfSatisfying(Batch.Item.Done.class, done -> assertThat(done.value())
                .hasFieldOrPropertyWithValue("duplicate", false));
        assertThat(items.get(1))
                .isInstanceOfSatisfying(Batch.Item.Refused.class, refused -> assertThat(refused.refusal())
                        .isInstanceOf(Refusal.Invalid.class));
        assertThat(items.get(2)).isInstanceOfSatisfying(Batch.Item.Done.class, done -> assertThat(done.value())
                .hasFieldOrPropertyWithValue("duplicate", true));
        assertThat(events()).extracting(stored -> stored.attributes().get("id")).containsExactly("1", "3");
    }

    @Test
    void whatOthersSayOfASubjectIsNotInItsOwnStory() {
        publish(event("1", Map.of("subject", "tasks/4711")));
        assertThat(store.<List<Event>>read(tx -> tx.events().ofSubject("tasks/4711", 10)))
                .isEmpty();
    }

    private static List<Published> published(PublishEvents process, List<Publishable> events) {
        List<Supplier<Publishable>> items =
                events.stream().<Supplier<Publishable>>map(event -> () -> event).toList();
        List<Batch.Item<Published>> done = process.publishAll(Caller.SYSTEM, items, Answer.of(all -> all));
        return done.stream()
                .map(item -> ((Batch.Item.Done<Published>) item).value())
                .toList();
    }

    private interface Work<T> {
        T with(PublishEvents process);
    }

    private <T> List<T> atOnce(int threads, Work<T> work) throws Exception {
        var start = new CyclicBarrier(threads);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<T>> calls = IntStream.range(0, threads)
                    .<Callable<T>>mapToObj(i -> () -> {
                        start.await();
                        return work.with(processes.get(i % 2));
                    })
                    .toList();
            List<T> answers = new ArrayList<>();
            for (var answer : executor.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private Published publish(Publishable event) {
        return processes.getFirst().publish(Caller.SYSTEM, event, Answer.of(done -> done));
    }

    private static PublishEvents publisher(Store store) {
        return new PublishEvents(store, new Ids(CLOCK), CLOCK);
    }

    private static Publishable event(String id, Map<String, String> more) {
        var attributes = new HashMap<>(Map.of("specversion", "1.0", "source", "/ci/1", "type", "com.acme.built"));
        if (id != null) {
            attributes.put("id", id);
        }
        attributes.putAll(more);
        return Publishable.of(new CloudEvent(attributes, Json.tree("{\"a\":1}")), false);
    }

    private List<Event> events() {
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(100));
        }
        return store.read(tx -> tx.events().after(0, 1000));
    }
}

package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.dispatch.DeadLetter;
import dev.mosaicstack.core.dispatch.Lease;
import dev.mosaicstack.core.dispatch.Parked;
import dev.mosaicstack.core.dispatch.Progress;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.monitoring.Census;
import dev.mosaicstack.core.monitoring.CountEvents;
import dev.mosaicstack.core.monitoring.EventCount;
import dev.mosaicstack.core.monitoring.Monitoring.Standing;
import dev.mosaicstack.core.monitoring.TakeCensus;
import dev.mosaicstack.core.monitoring.WatchEvents;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.webhook.Delivery;
import dev.mosaicstack.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is counted, and how the subscriptions are doing, whatever the database. */
@Timeout(120)
abstract class MonitoringContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");

    private final CountEvents monitoring = new CountEvents();
    private Store store;
    private WatchEvents watch;

    @BeforeEach
    void open() {
        store = emptyStore();
        watch = new WatchEvents(store);
    }

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    @Test
    void eventsAreCountedByTypeWithTheNewestOfEach() {
        take(event(1, "a"), event(2, "b"), event(3, "a"));
        take(event(4, "b"), event(5, "A"), event(6, "a "), event(7, "a"));
        assertThat(watch.look().counts())
                .containsExactlyInAnyOrder(count("a", 3, 7), count("b", 2, 4), count("A", 1, 5), count("a ", 1, 6));
    }

    @Test
    void anOldEventThatComesLateCountsAndIsNotTheNewest() {
        take(event(5, "a"));
        take(event(2, "a"));
        assertThat(watch.look().counts()).containsExactly(count("a", 2, 5));
    }

    @Test
    void typesBeyondTheThousandthAreCountedTogether() {
        take(LongStream.rangeClosed(1, 1003).mapToObj(i -> event(i, "t" + i)).toArray(Event[]::new));
        List<EventCount> counts = watch.look().counts();
        assertThat(counts).hasSize(1001);
        assertThat(counts)
                .filteredOn(count -> count.type().equals(CountEvents.OTHER))
                .hasSize(1);
        take(event(2000, "t1"), event(2001, "new"));
        assertThat(watch.look().counts()).hasSize(1001);
        assertThat(watch.look().counts().stream().mapToLong(EventCount::events).sum())
                .isEqualTo(1005);
    }

    @Test
    void aSubscriptionThatHasEverythingIsNeitherBehindNorLate() {
        append(3);
        done("audit", 3);
        assertThat(standing("audit")).isEqualTo(new Standing("audit", true, 0, null, 1, 0, 0, 0));
        assertThat(standing("monitoring"))
                .isEqualTo(new Standing("monitoring", true, 3, NOW.plusSeconds(1), 0, 0, 0, 0));
    }

    @Test
    void anEmptyLogLeavesNobodyBehind() {
        assertThat(watch.look().standings())
                .hasSize(4)
                .allMatch(standing -> standing.lag() == 0 && standing.oldestAt() == null);
        assertThat(watch.look().counts()).isEmpty();
    }

    @Test
    void whatIsParkedIsOlderThanTheCursor() {
        append(9);
        Lease lease = lease("audit");
        var parked = List.of(new Parked(4, "e4", "lane", 1, NOW), new Parked(6, "e6", "lane", 0, null));
        var dead = new DeadLetter("d", lease.subscriptionId(), 2, "e2", "t", "s", 7, 500, "no", null, NOW);
        write(tx -> tx.dispatches()
                .save(lease, new Progress(7, 4, 9, "no", null, parked, List.of(), List.of(), List.of(dead)), NOW));
        assertThat(standing("audit")).isEqualTo(new Standing("audit", true, 2, NOW.plusSeconds(4), 4, 9, 2, 1));
        write(tx -> tx.dispatches()
                .save(lease, new Progress(9, 2, 0, null, null, List.of(), List.of(), List.of(4L), List.of()), NOW));
        assertThat(standing("audit")).isEqualTo(new Standing("audit", true, 0, NOW.plusSeconds(6), 6, 9, 1, 1));
    }

    @Test
    void whatIsGoneFromTheLogCountsFromTheOldestThatIsThere() {
        append(5);
        write(tx -> {
            Subscription audit = tx.subscriptions().named("audit").orElseThrow();
            tx.subscriptions().update(audit.disable("SUBSCRIPTION_GAP", "too far behind", NOW));
            tx.events().forget(1);
            tx.events().forget(2);
        });
        assertThat(standing("audit")).isEqualTo(new Standing("audit", false, 5, NOW.plusSeconds(3), 0, 0, 0, 0));
    }

    @Test
    void ofNothingThereIsNothing() {
        Census census = new TakeCensus(store, MovableClock.at("2026-11-20T10:00:00Z"))
                .look()
                .census();
        assertThat(census).isEqualTo(new Census(Map.of(), Map.of(), 0, Map.of(), Map.of(), null, 0, 0, null, null));
    }

    @Test
    void aCensusCountsWhatThereIsByItsState() {
        var time = new MovableClock(NOW);
        var story = new TeamStory(store, time);
        String session = story.session("p");
        String busy = story.agent(session);
        story.agent(session);
        story.stop(story.agent(session));
        List<String> tasks = Stream.generate(() -> story.task(session)).limit(6).toList();
        tasks.subList(0, 3).forEach(task -> story.claim(task, busy));
        story.complete(tasks.get(0));
        story.fail(tasks.get(1));
        story.cancel(tasks.get(3));
        Census census = new TakeCensus(store, time).look().census();
        assertThat(census.sessions()).isEqualTo(Map.of("active", 1L));
        assertThat(census.agents()).isEqualTo(Map.of("live", 2L, "stopped", 1L));
        assertThat(census.busyAgents()).isEqualTo(1);
        assertThat(census.tasks())
                .isEqualTo(Map.of("assigned", 1L, "completed", 1L, "failed", 1L, "cancelled", 1L, "queued", 2L));
    }

    @Test
    void aTaskWaitsFromWhenItIsQueuedAndATriedOneFromWhenItMayBeTriedAgain() {
        var time = new MovableClock(NOW);
        var story = new TeamStory(store, time);
        var census = new TakeCensus(store, time);
        String session = story.session("p");
        String agent = story.agent(session);
        String first = story.task(session);
        time.advance(Duration.ofMinutes(5));
        String second = story.task(session);
        assertThat(census.look().census().queuedSince()).isEqualTo(NOW.truncatedTo(ChronoUnit.MILLIS));
        story.claim(first, agent);
        assertThat(census.look().census().queuedSince()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        story.claim(second, agent);
        assertThat(census.look().census().queuedSince()).isNull();
        Instant again = time.instant().plus(Duration.ofMinutes(1));
        write(tx -> tx.tasks()
                .update(tx.tasks()
                        .find(first)
                        .orElseThrow()
                        .fail(new Task.Report(agent, 1), "why", true, again, time.instant())));
        assertThat(census.look().census().queuedSince()).isNull();
        time.advance(Duration.ofMinutes(3));
        assertThat(census.look().census().queuedSince()).isEqualTo(again);
    }

    @Test
    void theNewestWebhookAndWhatNobodySeesYetAreKnown() {
        write(tx -> {
            tx.deliveries().insert(delivery("d1", NOW));
            tx.deliveries().insert(delivery("d2", NOW.plusSeconds(9)));
            tx.events().append(event(1, "t"));
        });
        Census census = new TakeCensus(store, new MovableClock(NOW)).look().census();
        assertThat(census.webhookAt()).isEqualTo(NOW.plusSeconds(9));
        boolean waits = store.read(tx -> tx.events().unnumbered());
        assertThat(census.unpublished()).isEqualTo(waits ? 1 : 0);
        assertThat(census.unpublishedSince()).isEqualTo(waits ? NOW.plusSeconds(1) : null);
    }

    private static Delivery delivery(String id, Instant at) {
        return new Delivery(
                id,
                "lab",
                id,
                "gitea",
                "push",
                "t",
                "h" + id,
                "application/json",
                new byte[] {1},
                at,
                "e" + id,
                0,
                null);
    }

    private Standing standing(String name) {
        return watch.look().standings().stream()
                .filter(standing -> standing.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Lease lease(String name) {
        return store.write(tx -> tx.dispatches()
                .claim(tx.subscriptions().named(name).orElseThrow().id(), "dispatcher", NOW, NOW.plusSeconds(15))
                .orElseThrow());
    }

    private void done(String name, long position) {
        Lease lease = lease(name);
        write(tx -> tx.dispatches()
                .save(
                        lease,
                        new Progress(position, 1, 0, null, null, List.of(), List.of(), List.of(), List.of()),
                        NOW));
    }

    private void append(int count) {
        IntStream.rangeClosed(1, count).forEach(i -> write(tx -> tx.events().append(event(i, "t"))));
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(100));
        }
    }

    private void take(Event... events) {
        write(tx -> monitoring.take(tx, List.of(events)));
    }

    private void write(Consumer<Tx> work) {
        store.write(tx -> {
            work.accept(tx);
            return null;
        });
    }

    private static EventCount count(String type, long events, long position) {
        return new EventCount(type, events, position, NOW.plusSeconds(position));
    }

    private static Event event(long position, String type) {
        return new Event(
                position, "e" + position, type, "/s", "s", NOW.plusSeconds(position), null, null, null, null, "{}");
    }
}

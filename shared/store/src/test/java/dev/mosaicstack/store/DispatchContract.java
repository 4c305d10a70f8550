package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.dispatch.DeadLetter;
import dev.mosaicstack.core.dispatch.DeadLetters;
import dev.mosaicstack.core.dispatch.Dispatches;
import dev.mosaicstack.core.dispatch.Lease;
import dev.mosaicstack.core.dispatch.Parked;
import dev.mosaicstack.core.dispatch.Progress;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.StaleVersion;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.subscription.EventFilter;
import dev.mosaicstack.core.subscription.Format;
import dev.mosaicstack.core.subscription.Glob;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.core.subscription.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the rows of the event bus promise, whatever the database. */
@Timeout(120)
abstract class DispatchContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final Duration LEASE = Duration.ofSeconds(15);

    private Store store;

    @BeforeEach
    void open() {
        store = emptyStore();
        // Those that come with the schema are in the way of counting.
        write(tx -> tx.subscriptions().active().forEach(builtIn -> {
            tx.subscriptions().delete(builtIn.id());
            tx.dispatches().close(builtIn.id());
        }));
        forgetClosed(1);
    }

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    // Subscriptions.

    @Test
    void aSubscriptionComesBackAsItWasStored() {
        var filter = new EventFilter(List.of(new Glob("dev.*"), new Glob("\"ü\"")), List.of(new Glob("a")), List.of());
        var made = new Subscription(
                id(1),
                "n",
                filter,
                "https://x/ü?a=%20",
                "whsec_x",
                Format.STRUCTURED,
                OrderBy.TYPE,
                3,
                10,
                Map.of("a", "b", "c", "\""),
                new Subscription.State.Active(),
                NOW,
                1);
        insert(made);
        assertThat(find(made.id())).isEqualTo(made);
        Subscription bare = aSubscription(2, "other");
        insert(bare);
        assertThat(find(bare.id())).isEqualTo(bare);
        assertThat(bare.rateLimit()).isNull();
    }

    @Test
    void aChangeIsCompareAndSetAndSaysWhatIsStoredNow() {
        Subscription first = aSubscription(1, "n");
        insert(first);
        Subscription disabled =
                store.write(tx -> tx.subscriptions().update(first.disable("SINK_GONE", "the sink answered 410", NOW)));
        assertThat(disabled).isEqualTo(find(first.id()));
        assertThat(disabled.version()).isEqualTo(2);
        assertThat(disabled.state())
                .isEqualTo(new Subscription.State.Disabled("SINK_GONE", "the sink answered 410", NOW));
        Subscription resumed = store.write(tx -> tx.subscriptions().update(disabled.resume()));
        assertThat(resumed).isEqualTo(find(first.id()));
        assertThat(resumed.active()).isTrue();
    }

    @Test
    void anOldVersionChangesNothing() {
        Subscription first = aSubscription(1, "n");
        insert(first);
        store.write(tx -> tx.subscriptions().update(first.disable("A", "a", NOW)));
        assertThatThrownBy(() -> store.write(tx -> {
                    try {
                        return tx.subscriptions().update(first.disable("B", "b", NOW));
                    } catch (StaleVersion stale) {
                        throw new IllegalStateException(stale);
                    }
                }))
                .hasCauseInstanceOf(StaleVersion.class);
        assertThat(find(first.id()).state()).isEqualTo(new Subscription.State.Disabled("A", "a", NOW));
    }

    @Test
    void listsAreNewestFirstAndNarrowedByWhatIsAskedFor() {
        for (int n = 1; n <= 4; n++) {
            insert(aSubscription(n, "n" + n));
        }
        store.write(tx -> tx.subscriptions().update(find(id(2)).disable("C", "d", NOW)));
        assertThat(list(null, null, null, new Page.Ask(2, null))).containsExactly(id(4), id(3), id(2));
        assertThat(list(null, null, null, new Page.Ask(2, id(3)))).containsExactly(id(2), id(1));
        assertThat(list("n3", null, null, new Page.Ask(9, null))).containsExactly(id(3));
        assertThat(list(null, "disabled", null, new Page.Ask(9, null))).containsExactly(id(2));
        assertThat(list(null, "active", id(2), new Page.Ask(9, null))).isEmpty();
        assertThat(all(tx -> tx.subscriptions().active()))
                .extracting(Subscription::id)
                .containsExactly(id(1), id(3), id(4));
        assertThat(one(tx -> tx.subscriptions().named("n2")).orElseThrow().id()).isEqualTo(id(2));
        assertThat(one(tx -> tx.subscriptions().named("N2"))).isEmpty();
    }

    private List<String> list(String name, String state, String id, Page.Ask ask) {
        return store.read(tx -> tx.subscriptions().list(new Subscriptions.Filter(name, state, id), ask)).stream()
                .map(Subscription::id)
                .toList();
    }

    @Test
    void aNameIsGivenOnceHoweverManyWantItAtOnce() {
        List<String> winners = atOnce(
                        8,
                        n -> store.write(tx -> {
                            if (tx.subscriptions().named("wanted").isPresent()) {
                                return null;
                            }
                            tx.subscriptions().insert(aSubscription(100 + n, "wanted"));
                            return id(100 + n);
                        }))
                .stream()
                .filter(Objects::nonNull)
                .toList();
        assertThat(winners).hasSize(1);
        assertThat(list("wanted", null, null, new Page.Ask(9, null))).isEqualTo(winners);
    }

    // Leases.

    @Test
    void ofDispatchersThatWantTheSameAtOnceOneGetsIt() {
        for (int round = 1; round <= 20; round++) {
            String subscription = opened(round, 0);
            List<Lease> leases = atOnce(
                            4,
                            n -> store.write(tx -> tx.dispatches().claim(subscription, "d" + n, NOW, NOW.plus(LEASE))))
                    .stream()
                    .flatMap(lease -> lease.stream())
                    .toList();
            assertThat(leases).hasSize(1);
            assertThat(status(subscription).owner()).isEqualTo(leases.getFirst().owner());
        }
    }

    @Test
    void aLeaseIsFreeOnceItsTimeIsOverAndNotBefore() {
        String subscription = opened(1, 7);
        assertThat(free(NOW)).containsExactly(subscription);
        Lease first = claim(subscription, "one", NOW);
        assertThat(first).isEqualTo(new Lease(subscription, "one", 1, 7, null));
        Instant end = NOW.plus(LEASE);
        assertThat(free(end.minusMillis(1))).isEmpty();
        assertThat(one(tx -> tx.dispatches().claim(subscription, "two", end.minusMillis(1), end)))
                .isEmpty();
        assertThat(renew(first, end.plusSeconds(5))).isTrue();
        assertThat(free(end)).isEmpty();
        assertThat(free(end.plusSeconds(5))).containsExactly(subscription);
        Lease second = claim(subscription, "two", end.plusSeconds(5));
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(renew(first, end.plusSeconds(60))).isFalse();
        assertThat(status(subscription).leaseUntil())
                .isEqualTo(end.plusSeconds(5).plus(LEASE));
    }

    @Test
    void aLostLeaseChangesNothing() {
        String subscription = opened(1, 7);
        Lease lost = claim(subscription, "one", NOW);
        parkAs(lost, aParked(8, "a", 1, NOW));
        Instant later = NOW.plus(LEASE);
        Lease now = claim(subscription, "two", later);
        Dispatches.Status before = status(subscription);
        var everything = new Progress(
                20,
                5,
                3,
                "x",
                later,
                List.of(aParked(9, "b", 0, NOW)),
                List.of(aParked(8, "a", 5, null)),
                List.of(8L),
                List.of(aLetter(1, subscription, 10, later)));
        assertThat(save(lost, everything)).isFalse();
        assertThat(renew(lost, later.plusSeconds(99))).isFalse();
        write(tx -> tx.dispatches().release(lost));
        assertThat(status(subscription)).isEqualTo(before);
        assertThat(ofLane(subscription, "a")).containsExactly(aParked(8, "a", 1, NOW));
        assertThat(letters(null, null)).isEmpty();
        assertThat(save(now, Progress.of(8, 1))).isTrue();
    }

    @Test
    void aReleasedLeaseIsFreeAtOnceAndItsFenceIsDead() {
        String subscription = opened(1, 0);
        Lease lease = claim(subscription, "one", NOW);
        write(tx -> tx.dispatches().release(lease));
        assertThat(free(NOW)).containsExactly(subscription);
        assertThat(save(lease, Progress.of(5, 5))).isFalse();
        assertThat(renew(lease, NOW.plus(LEASE))).isFalse();
        assertThat(claim(subscription, "one", NOW).position()).isZero();
    }

    @Test
    void whatIsNotActiveIsNeitherFreeNorClaimedNorRenewedButMayBeWrittenDown() {
        String subscription = opened(1, 0);
        Lease lease = claim(subscription, "one", NOW);
        write(tx -> tx.subscriptions().update(find(subscription).disable("C", "d", NOW)));
        assertThat(renew(lease, NOW.plus(LEASE))).isFalse();
        assertThat(save(lease, Progress.of(5, 5))).isTrue();
        write(tx -> tx.dispatches().release(lease));
        assertThat(free(NOW)).isEmpty();
        assertThat(one(tx -> tx.dispatches().claim(subscription, "two", NOW, NOW.plus(LEASE))))
                .isEmpty();
    }

    @Test
    void dispatchersAreCountedWhileTheySayThatTheyAreThere() {
        assertThat(present("one", NOW)).isEqualTo(1);
        assertThat(present("one", NOW)).isEqualTo(1);
        assertThat(present("two", NOW.plusSeconds(10))).isEqualTo(2);
        assertThat(present("two", NOW.plus(LEASE))).as("the first is silent").isEqualTo(1);
        assertThat(present("one", NOW.plus(LEASE))).isEqualTo(2);
        String subscription = opened(1, 0);
        Lease lease = claim(subscription, "one", NOW);
        write(tx -> tx.dispatches().absent("one"));
        assertThat(free(NOW)).containsExactly(subscription);
        assertThat(save(lease, Progress.of(1, 1))).isFalse();
        assertThat(present("two", NOW.plus(LEASE))).isEqualTo(1);
    }

    @Test
    void dispatchersThatComeAndGoAtOnceDoNotStopEachOther() {
        List<Lease> leases = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            leases.add(claim(opened(n, 0), "d" + n % 4, NOW));
        }
        atOnce(4, n -> {
            for (int round = 0; round < 30; round++) {
                Instant until = NOW.plusSeconds(round).plus(LEASE);
                Instant now = NOW.plusSeconds(round);
                store.write(tx -> {
                    tx.dispatches().present("d" + n, now, until);
                    leases.stream()
                            .filter(lease -> lease.owner().equals("d" + n))
                            .forEach(lease -> tx.dispatches().renew(lease, until));
                    return null;
                });
                store.write(tx -> tx.dispatches().save(leases.get(n), Progress.of(1, 1), now));
                write(tx -> tx.dispatches().absent("gone" + n));
            }
            return null;
        });
        assertThat(present("d0", NOW)).isEqualTo(4);
        assertThat(leases.subList(0, 4))
                .allSatisfy(lease ->
                        assertThat(status(lease.subscriptionId()).delivered()).isEqualTo(30));
    }

    // Progress.

    @Test
    void progressIsWrittenDownAsAWhole() {
        String subscription = opened(1, 0);
        Lease lease = claim(subscription, "one", NOW);
        parkAs(lease, aParked(1, "a", 1, NOW), aParked(2, "a", 0, null), aParked(3, "b", 1, NOW));
        Instant later = NOW.plusSeconds(3);
        var progress = new Progress(
                9,
                4,
                2,
                "the sink answered 500",
                later,
                List.of(aParked(8, "c", 1, later)),
                List.of(aParked(2, "a", 0, later)),
                List.of(1L, 3L),
                List.of(aLetter(1, subscription, 3, later)));
        store.write(tx -> tx.dispatches().save(lease, progress, later));
        assertThat(status(subscription))
                .isEqualTo(new Dispatches.Status(
                        subscription,
                        9,
                        "one",
                        NOW.plus(LEASE),
                        4,
                        2,
                        later,
                        later,
                        "the sink answered 500",
                        later,
                        2,
                        2L,
                        1));
        assertThat(ofLane(subscription, "a")).containsExactly(aParked(2, "a", 0, later));
        assertThat(ofLane(subscription, "b")).isEmpty();
        assertThat(letters(null, null)).containsExactly(aLetter(1, subscription, 3, later));
        store.write(tx -> tx.dispatches().save(lease, Progress.of(10, 0), later.plusSeconds(1)));
        assertThat(status(subscription).deliveredAt()).isEqualTo(later);
        assertThat(status(subscription).lastError()).isEqualTo("the sink answered 500");
        assertThat(status(subscription).pausedUntil()).isNull();
    }

    @Test
    void parkingTwiceKeepsTheFirstAndSoDoDeadLetters() {
        String subscription = opened(1, 0);
        Lease lease = claim(subscription, "one", NOW);
        parkAs(lease, aParked(1, "a", 3, NOW));
        parkAs(lease, aParked(1, "a", 0, null));
        assertThat(ofLane(subscription, "a")).containsExactly(aParked(1, "a", 3, NOW));
        DeadLetter first = aLetter(1, subscription, 5, NOW);
        buryAs(lease, first);
        buryAs(lease, aLetter(2, subscription, 5, NOW.plusSeconds(1)));
        assertThat(letters(null, null)).containsExactly(first);
    }

    @Test
    void aRestartTakesItFromWhoeverWorksOnItAndCloseLeavesNothingToWorkOn() {
        String subscription = opened(1, 0);
        Lease lease = claim(subscription, "one", NOW);
        store.write(tx -> tx.dispatches()
                .save(lease, new Progress(3, 1, 0, null, NOW, List.of(), List.of(), List.of(), List.of()), NOW));
        write(tx -> tx.dispatches().restart(subscription, 42));
        assertThat(save(lease, Progress.of(4, 1))).isFalse();
        Lease next = claim(subscription, "one", NOW);
        assertThat(next.position()).isEqualTo(42);
        assertThat(next.pausedUntil()).isNull();
        assertThat(next.fence()).isGreaterThan(lease.fence() + 1);
        write(tx -> {
            tx.subscriptions().delete(subscription);
            tx.dispatches().close(subscription);
        });
        assertThat(save(next, Progress.of(43, 1))).isFalse();
        assertThat(forgetClosed(1)).isZero();
        assertThat(one(tx -> tx.dispatches().status(subscription))).isEmpty();
    }

    // Parked events.

    @Test
    void dueAreThoseWhoseTimeHasComeOldestFirst() {
        String subscription = opened(1, 0);
        Lease lease = claim(subscription, "one", NOW);
        parkAs(
                lease,
                aParked(1, "a", 1, NOW.plusSeconds(2)),
                aParked(2, "a", 0, null),
                aParked(3, "b", 1, NOW),
                aParked(4, "c", 1, NOW.plusSeconds(1)));
        assertThat(due(subscription, NOW.minusMillis(1), 9)).isEmpty();
        assertThat(due(subscription, NOW, 9)).containsExactly(3L);
        assertThat(due(subscription, NOW.plusSeconds(9), 9)).containsExactly(3L, 4L, 1L);
        assertThat(due(subscription, NOW.plusSeconds(9), 2)).containsExactly(3L, 4L);
        assertThat(all(tx -> tx.dispatches().lanes(subscription))).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(ofLane(subscription, "a")).extracting(Parked::position).containsExactly(1L, 2L);
        assertThat(all(tx -> tx.dispatches().ofLane(subscription, "a", 1)))
                .extracting(Parked::position)
                .containsExactly(1L);
    }

    @Test
    void theFirstOfEachLaneGetsATimeWhereItHasNoneAndNobodyElse() {
        String subscription = opened(1, 0);
        String other = opened(2, 0);
        Lease lease = claim(subscription, "one", NOW);
        parkAs(
                lease,
                aParked(1, "a", 0, null),
                aParked(2, "a", 0, null),
                aParked(3, "b", 1, NOW.plusSeconds(60)),
                aParked(4, "b", 0, null),
                aParked(5, "", 0, null));
        parkAs(claim(other, "one", NOW), aParked(1, "a", 0, null));
        write(tx -> tx.dispatches().promote(subscription, NOW));
        assertThat(due(subscription, NOW, 9)).containsExactlyInAnyOrder(1L, 5L);
        assertThat(ofLane(subscription, "b").getFirst().notBefore()).isEqualTo(NOW.plusSeconds(60));
        assertThat(due(other, NOW, 9)).isEmpty();
    }

    @Test
    void thoseThatWaitForALaterTimeMayBeTriedAtOnce() {
        String subscription = opened(1, 0);
        Lease lease = claim(subscription, "one", NOW);
        parkAs(lease, aParked(1, "a", 1, NOW.plusSeconds(60)), aParked(2, "a", 0, null), aParked(3, "b", 1, NOW));
        write(tx -> tx.dispatches().hasten(subscription, NOW));
        assertThat(due(subscription, NOW, 9)).containsExactlyInAnyOrder(1L, 3L);
        assertThat(ofLane(subscription, "a").getLast().notBefore()).isNull();
    }

    @Test
    void lanesAreToldApartByEveryCharacter() {
        String subscription = opened(1, 0);
        Lease lease = claim(subscription, "one", NOW);
        List<String> lanes = List.of("a", "A", "a ", "ä", "", " ", "\uD83D\uDE00", "x".repeat(600));
        for (int n = 0; n < lanes.size(); n++) {
            parkAs(lease, aParked(n + 1, lanes.get(n), 1, NOW));
        }
        assertThat(all(tx -> tx.dispatches().lanes(subscription))).containsExactlyInAnyOrderElementsOf(lanes);
        for (int n = 0; n < lanes.size(); n++) {
            assertThat(ofLane(subscription, lanes.get(n)))
                    .extracting(Parked::position)
                    .containsExactly(n + 1L);
        }
    }

    @Test
    void whatIsParkedForNobodyIsForgottenALittleAtATime() {
        String gone = opened(1, 0);
        String there = opened(2, 0);
        Lease lease = claim(gone, "one", NOW);
        for (int n = 1; n <= 5; n++) {
            parkAs(lease, aParked(n, "a", 0, null));
        }
        parkAs(claim(there, "one", NOW), aParked(1, "a", 1, NOW));
        assertThat(anyClosed()).isFalse();
        write(tx -> {
            tx.subscriptions().delete(gone);
            tx.dispatches().close(gone);
        });
        assertThat(anyClosed()).isTrue();
        assertThat(forgetClosed(3)).isEqualTo(3);
        assertThat(forgetClosed(3)).isEqualTo(2);
        assertThat(anyClosed()).isFalse();
        assertThat(ofLane(there, "a")).hasSize(1);
    }

    @Test
    void whatIsNeededIsWhatAnActiveOneHasBeforeItOrParked() {
        assertThat(one(tx -> tx.dispatches().needed())).isEmpty();
        String ahead = opened(1, 90);
        assertThat(one(tx -> tx.dispatches().needed())).contains(91L);
        assertThat(needing(90)).isEmpty();
        assertThat(needing(91)).containsExactly(ahead);
        String parking = opened(2, 95);
        Lease lease = claim(parking, "one", NOW);
        parkAs(lease, aParked(40, "a", 1, NOW), aParked(50, "b", 1, NOW));
        assertThat(one(tx -> tx.dispatches().needed())).contains(40L);
        assertThat(needing(39)).isEmpty();
        assertThat(needing(40)).containsExactly(parking);
        assertThat(needing(91)).containsExactlyInAnyOrder(ahead, parking);
        write(tx -> tx.subscriptions().update(find(parking).disable("C", "d", NOW)));
        assertThat(one(tx -> tx.dispatches().needed())).contains(91L);
        assertThat(needing(40)).isEmpty();
    }

    // Dead letters.

    @Test
    void deadLettersAreListedNewestFirstAndByWhoseAndWhat() {
        String one = opened(1, 0);
        String two = opened(2, 0);
        Lease ofOne = claim(one, "d", NOW);
        buryAs(ofOne, aLetter(1, one, 1, NOW));
        buryAs(ofOne, aLetter(2, one, 2, NOW.plusSeconds(1)));
        buryAs(claim(two, "d", NOW), aLetter(3, two, 1, NOW.plusSeconds(2)));
        assertThat(letters(null, null))
                .extracting(DeadLetter::id)
                .containsExactly(letterId(3), letterId(2), letterId(1));
        assertThat(letters(one, null)).extracting(DeadLetter::id).containsExactly(letterId(2), letterId(1));
        assertThat(letters(null, "type-2")).extracting(DeadLetter::id).containsExactly(letterId(2));
        assertThat(letters(two, "type-2")).isEmpty();
        assertThat(all(tx ->
                        tx.deadLetters().list(new DeadLetters.Filter(null, null, letterId(1)), new Page.Ask(9, null))))
                .containsExactly(aLetter(1, one, 1, NOW));
        write(tx -> tx.deadLetters().delete(letterId(2)));
        assertThat(one(tx -> tx.deadLetters().find(letterId(2)))).isEmpty();
        assertThat(one(tx -> tx.deadLetters().find(letterId(3)))).isPresent();
    }

    @Test
    void oldAreThoseThatDiedBeforeAndThoseWhoseSubscriptionIsNoMore() {
        String there = opened(1, 0);
        Lease lease = claim(there, "d", NOW);
        var old = new DeadLetter(
                Rows.idAt(NOW.minusSeconds(60)), there, 1, "e", "t", "s", 1, null, "x", null, NOW.minusSeconds(60));
        var young = new DeadLetter(Rows.idAt(NOW), there, 2, "e", "t", "s", 1, 500, "x", "a".repeat(1024), NOW);
        buryAs(lease, old);
        buryAs(lease, young);
        assertThat(all(tx -> tx.deadLetters().old(NOW.minusSeconds(30), 9))).containsExactly(old.id());
        write(tx -> {
            tx.subscriptions().delete(there);
            tx.dispatches().close(there);
        });
        assertThat(all(tx -> tx.deadLetters().old(NOW.minusSeconds(30), 9))).containsExactly(old.id(), young.id());
    }

    // What the cases are written with.

    private interface Many<T> {
        T as(int n) throws Exception;
    }

    /** @return what each came to */
    private static <T> List<T> atOnce(int threads, Many<T> each) {
        var barrier = new CyclicBarrier(threads);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<T>> all = new ArrayList<>();
            for (int n = 0; n < threads; n++) {
                int number = n;
                all.add(() -> {
                    barrier.await();
                    return each.as(number);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> done : executor.invokeAll(all)) {
                results.add(done.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> List<T> all(Function<Tx, List<T>> work) {
        return store.read(work);
    }

    private <T> Optional<T> one(Function<Tx, Optional<T>> work) {
        return store.write(work);
    }

    private boolean anyClosed() {
        return store.read(tx -> tx.dispatches().anyClosed());
    }

    private int forgetClosed(int limit) {
        return store.write(tx -> tx.dispatches().forgetClosed(limit));
    }

    private void write(Consumer<Tx> work) {
        store.write(tx -> {
            work.accept(tx);
            return null;
        });
    }

    private static String id(int n) {
        return "00000000-0000-7000-8000-%012d".formatted(n);
    }

    private static String letterId(int n) {
        return "00000000-0000-7000-9000-%012d".formatted(n);
    }

    private static Subscription aSubscription(int n, String name) {
        return new Subscription(
                id(n),
                name,
                EventFilter.ALL,
                "http://sink/",
                null,
                Format.BINARY,
                OrderBy.SUBJECT,
                2,
                null,
                Map.of(),
                new Subscription.State.Active(),
                NOW,
                1);
    }

    private void insert(Subscription subscription) {
        write(tx -> tx.subscriptions().insert(subscription));
    }

    private Subscription find(String id) {
        return store.read(tx -> tx.subscriptions().find(id)).orElseThrow();
    }

    private String opened(int n, long position) {
        write(tx -> {
            tx.subscriptions().insert(aSubscription(n, "opened " + n));
            tx.dispatches().open(id(n), position);
        });
        return id(n);
    }

    private Lease claim(String subscription, String dispatcher, Instant now) {
        return store.write(tx -> tx.dispatches().claim(subscription, dispatcher, now, now.plus(LEASE)))
                .orElseThrow();
    }

    private boolean renew(Lease lease, Instant until) {
        return store.write(tx -> tx.dispatches().renew(lease, until));
    }

    private boolean save(Lease lease, Progress progress) {
        return store.write(tx -> tx.dispatches().save(lease, progress, NOW));
    }

    private int present(String dispatcher, Instant now) {
        return store.write(tx -> tx.dispatches().present(dispatcher, now, now.plus(LEASE)));
    }

    private List<String> free(Instant now) {
        return store.read(tx -> tx.dispatches().free(now, 99));
    }

    private Dispatches.Status status(String subscription) {
        return store.read(tx -> tx.dispatches().status(subscription)).orElseThrow();
    }

    private void parkAs(Lease lease, Parked... parked) {
        Progress progress =
                new Progress(lease.position(), 0, 0, null, null, List.of(parked), List.of(), List.of(), List.of());
        assertThat(save(lease, progress)).isTrue();
    }

    private void buryAs(Lease lease, DeadLetter letter) {
        Progress progress =
                new Progress(lease.position(), 0, 0, null, null, List.of(), List.of(), List.of(), List.of(letter));
        assertThat(save(lease, progress)).isTrue();
    }

    private static Parked aParked(long position, String lane, int attempts, Instant notBefore) {
        return new Parked(position, "event-" + position, lane, attempts, notBefore);
    }

    private static DeadLetter aLetter(int n, String subscription, long position, Instant diedAt) {
        return new DeadLetter(
                letterId(n),
                subscription,
                position,
                "event-" + position,
                "type-" + n,
                "sübject",
                3,
                500,
                "error",
                "answer \uD83D\uDE00",
                diedAt);
    }

    private List<Parked> ofLane(String subscription, String lane) {
        return store.read(tx -> tx.dispatches().ofLane(subscription, lane, 99));
    }

    private List<Long> due(String subscription, Instant now, int limit) {
        return store.read(tx -> tx.dispatches().due(subscription, now, limit)).stream()
                .map(Parked::position)
                .toList();
    }

    private List<String> needing(long position) {
        return store.read(tx -> tx.dispatches().needing(position));
    }

    private List<DeadLetter> letters(String subscription, String type) {
        return store.read(
                tx -> tx.deadLetters().list(new DeadLetters.Filter(subscription, type, null), new Page.Ask(99, null)));
    }
}

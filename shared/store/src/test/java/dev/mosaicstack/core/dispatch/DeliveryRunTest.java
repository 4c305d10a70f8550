package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.store.EmptyStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeliveryRunTest {

    @TempDir
    Path folder;

    private EmptyStore database;
    private EngineBench bench;
    private ScriptedSender sender;
    private Run run;

    @BeforeEach
    void open() {
        database = EmptyStore.sqlite(folder);
        bench = new EngineBench(database.store());
        sender = bench.sender;
    }

    @AfterEach
    void close() {
        sender.release();
        if (run != null) {
            run.stop(Duration.ofSeconds(5));
        }
        database.close();
    }

    @Test
    void eventsOfOneSubjectArriveInOrderAndTheCursorFollows() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        List<Long> a =
                LongStream.range(0, 40).map(i -> bench.event("a")).boxed().toList();
        run = bench.run(subscription);
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsExactlyElementsOf(a);
        assertThat(bench.status(subscription).delivered()).isEqualTo(40);
    }

    @Test
    void theCursorWaitsForTheSlowestAndTheOthersDoNot() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        long first = bench.event("a");
        long slow = bench.event("slow");
        long behind = bench.event("b");
        var answered = new CountDownLatch(1);
        sender.script((event, attempt) -> {
            if (event.position() == slow) {
                waitFor(answered);
            }
            return ScriptedSender.DELIVERED;
        });
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).delivered() == 2);
        assertThat(sender.delivered()).containsExactlyInAnyOrder(first, behind);
        assertThat(bench.status(subscription).position()).isEqualTo(first);
        answered.countDown();
        await().until(() -> bench.isThrough(subscription));
    }

    @Test
    void aFailedEventHoldsItsOwnLaneOnlyAndTheRestOfItFollowsInOrder() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        long first = bench.event("a");
        long second = bench.event("a");
        long other = bench.event("b");
        sender.script((event, attempt) ->
                event.position() == first && attempt == 1 ? ScriptedSender.BROKEN : ScriptedSender.DELIVERED);
        run = bench.run(subscription);
        await().until(() -> sender.took(other) && bench.status(subscription).parked() == 2);
        long third = bench.event("a");
        await().until(() -> bench.status(subscription).parked() == 3);
        assertThat(bench.status(subscription).position()).isEqualTo(third);
        assertThat(sender.delivered()).containsExactly(other);
        bench.clock.advance(EngineBench.RETRY.multipliedBy(2));
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsExactly(other, first, second, third);
        long fourth = bench.event("a");
        await("the lane flows again").until(() -> sender.took(fourth));
        assertThat(sender.attempts(first)).isEqualTo(2);
        assertThat(bench.letters(subscription)).isEmpty();
    }

    @Test
    void nothingIsTriedAgainBeforeItsTime() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        long first = bench.event("a");
        sender.script((event, attempt) -> attempt == 1 ? ScriptedSender.BROKEN : ScriptedSender.DELIVERED);
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).parked() == 1);
        bench.clock.advance(EngineBench.RETRY.minusMillis(1));
        letItLook(2);
        assertThat(sender.attempts(first)).isEqualTo(1);
        bench.clock.advance(Duration.ofSeconds(1));
        await().until(() -> sender.took(first));
    }

    private void letItLook(int times) {
        int before = bench.store.calls("dispatches.due");
        await().until(() -> bench.store.calls("dispatches.due") >= before + times);
    }

    @Test
    void oneThatIsGivenUpIsADeadLetterAndReleasesItsLane() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 2);
        long poison = bench.event("a");
        long next = bench.event("a");
        sender.script((event, attempt) ->
                event.position() == poison ? new Outcome.Refused(422, "not mine", null) : ScriptedSender.DELIVERED);
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).parked() == 2);
        bench.clock.advance(EngineBench.RETRY.multipliedBy(2));
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsExactly(next);
        assertThat(bench.letters(subscription)).singleElement().satisfies(letter -> {
            assertThat(letter.position()).isEqualTo(poison);
            assertThat(letter.attempts()).isEqualTo(2);
            assertThat(letter.status()).isEqualTo(422);
            assertThat(letter.answer()).isEqualTo("not mine");
            assertThat(letter.error()).isEqualTo("the sink answered 422");
        });
    }

    @Test
    void withOneAttemptNothingIsParked() {
        Subscription subscription = bench.subscribe(OrderBy.ALL, 1);
        long poison = bench.event("a");
        long next = bench.event("b");
        sender.script((event, attempt) ->
                event.position() == poison ? new Outcome.Failed("no whole answer") : ScriptedSender.DELIVERED);
        run = bench.run(subscription);
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsExactly(next);
        assertThat(bench.letters(subscription)).singleElement().satisfies(letter -> {
            assertThat(letter.position()).isEqualTo(poison);
            assertThat(letter.status()).isNull();
            assertThat(letter.error()).isEqualTo("no whole answer");
        });
    }

    @Test
    void aDeadLetterIsReplayedOnItsOwnAndDoesNotWaitForOthers() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 1);
        long poison = bench.event("a");
        sender.script((event, attempt) ->
                event.position() == poison && attempt == 1 ? ScriptedSender.BROKEN : ScriptedSender.DELIVERED);
        run = bench.run(subscription);
        await().until(() -> bench.letters(subscription).size() == 1);
        long next = bench.event("a");
        await().until(() -> sender.took(next));
        var replay = new ReplayDeadLetters(bench.database, bench.clock);
        var result = replay.these(List.of(bench.letters(subscription).getFirst().id()));
        assertThat(result).isEqualTo(new ReplayDeadLetters.Result(1, 0, false));
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsExactly(next, poison);
        assertThat(bench.letters(subscription)).isEmpty();
    }

    @Test
    void aSinkThatAsksForAPauseIsLeftAloneForThatLongAlsoByThoseWhoTakeOver() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        long first = bench.event("a");
        sender.script((event, attempt) -> event.position() == first && attempt == 1
                ? new Outcome.Refused(503, "later", Duration.ofMinutes(2))
                : ScriptedSender.DELIVERED);
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).pausedUntil() != null);
        run.stop(Duration.ofSeconds(1));
        run = bench.run(subscription);
        long other = bench.event("b");
        letItLook(2);
        assertThat(sender.attempts(other)).isZero();
        bench.clock.advance(Duration.ofMinutes(3));
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsExactlyInAnyOrder(first, other);
    }

    @Test
    void oneThatWasDeliveredMeanwhileDoesNotEndThePause() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        long slow = bench.event("slow");
        long refused = bench.event("refused");
        var answered = new CountDownLatch(1);
        sender.script((event, attempt) -> {
            if (event.position() == refused && attempt == 1) {
                return new Outcome.Refused(429, "later", Duration.ofMinutes(2));
            }
            if (event.position() == slow) {
                waitFor(answered);
            }
            return ScriptedSender.DELIVERED;
        });
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).pausedUntil() != null);
        answered.countDown();
        await().until(() -> sender.took(slow));
        long later = bench.event("later");
        letItLook(2);
        assertThat(sender.attempts(later)).isZero();
        bench.clock.advance(Duration.ofMinutes(3));
        await().until(() -> bench.isThrough(subscription));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSinkThatIsDownGetsProbesAndThenEverything() {
        Subscription subscription = bench.subscribe(OrderBy.NONE, 3);
        var up = new AtomicBoolean();
        sender.script((event, attempt) -> up.get() ? ScriptedSender.DELIVERED : ScriptedSender.BROKEN);
        run = bench.run(subscription);
        for (int i = 0; i < 300; i++) {
            bench.event("a");
        }
        await().until(() -> bench.status(subscription).failed() >= Circuit.PATIENCE);
        letItLook(2);
        int asked = sender.ledger().size();
        assertThat(asked).as("those under way when it went down").isLessThan(150);
        bench.clock.advance(Duration.ofSeconds(1));
        await("a probe").until(() -> sender.ledger().size() == asked + 1);
        letItLook(1);
        assertThat(sender.ledger()).hasSize(asked + 1);
        up.set(true);
        bench.clock.advance(Duration.ofMinutes(2));
        await().atMost(Duration.ofSeconds(30)).until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).doesNotHaveDuplicates().hasSize(300);
        assertThat(bench.letters(subscription)).isEmpty();
    }

    @Test
    void aSinkThatIsGoneDisablesItsSubscriptionAndKeepsTheEvent() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        long first = bench.event("a");
        sender.script((event, attempt) -> new Outcome.Refused(410, "", null));
        run = bench.run(subscription);
        await().until(() -> !bench.now(subscription).active());
        run.stop(Duration.ofSeconds(1));
        assertThat(bench.now(subscription).state())
                .isEqualTo(new Subscription.State.Disabled(
                        Disabling.GONE, "the sink answered 410", bench.clock.instant()));
        assertThat(bench.parked(subscription, "a")).extracting(Parked::position).containsExactly(first);
        assertThat(sender.attempts(first)).isEqualTo(1);
    }

    @Test
    void whatIsNotKeptAnyMoreDisablesTheSubscription() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        long first = bench.event("a");
        bench.event("a");
        bench.database.write(tx -> {
            tx.events().forget(first);
            return null;
        });
        run = bench.run(subscription);
        await().until(() -> !bench.now(subscription).active());
        assertThat(((Subscription.State.Disabled) bench.now(subscription).state()).code())
                .isEqualTo(Disabling.GAP);
        assertThat(sender.ledger()).isEmpty();
    }

    @Test
    void aCrashRepeatsAndLosesNothing() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        var process = new HookedStore(bench.database);
        process.before("dispatches.save", () -> {
            throw HookedStore.unavailable();
        });
        List<Long> all = LongStream.range(0, 20)
                .map(i -> bench.event("s" + i % 4))
                .boxed()
                .toList();
        Run crashed = bench.run(subscription, process);
        await().until(() -> sender.delivered().size() == 20);
        process.away(true);
        assertThat(bench.status(subscription).position()).isZero();
        run = bench.run(subscription);
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).hasSize(40).containsAll(all);
        // It never saw the end of its process, and would open the file again while its folder is deleted.
        crashed.stop(Duration.ofSeconds(5));
    }

    @Test
    void aRunThatLostItsLeaseWritesNothingAndStops() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        sender.hold();
        long first = bench.event("a");
        var old = bench.run(subscription);
        await().until(() -> sender.attempts(first) == 1);
        bench.lease(subscription);
        sender.release();
        await().until(old::stopped);
        assertThat(bench.status(subscription).position()).isZero();
        assertThat(bench.status(subscription).delivered()).isZero();
        bench.event("a");
        old.stop(Duration.ofSeconds(1));
        assertThat(bench.status(subscription).position()).isZero();
    }

    @Test
    void nothingIsBegunOnceTheLeaseMayBeOver() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        long first = bench.event("a");
        var late = new DeliveryRun(subscription, bench.lease(subscription), bench.engine());
        late.start();
        run = late;
        letItLook(1);
        assertThat(sender.attempts(first)).isZero();
        run.extend(Duration.ofHours(1));
        await().until(() -> sender.took(first));
    }

    @Test
    void aSubscriptionThatIsDeletedUnderTheRunEndsIt() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        sender.script((event, attempt) -> ScriptedSender.BROKEN);
        bench.event("a");
        var deleted = bench.run(subscription);
        await().until(() -> bench.status(subscription).parked() == 1);
        bench.database.write(tx -> {
            tx.subscriptions().delete(subscription.id());
            tx.dispatches().close(subscription.id());
            return null;
        });
        bench.event("a");
        await().until(deleted::stopped);
        deleted.stop(Duration.ofSeconds(1));
        bench.database.write(tx -> tx.dispatches().forgetClosed(10));
        assertThat(bench.parked(subscription, "a")).isEmpty();
    }

    @Test
    void aParkedEventThatIsNotKeptAnyMoreIsADeadLetter() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        sender.script((event, attempt) -> attempt == 1 ? ScriptedSender.BROKEN : ScriptedSender.DELIVERED);
        long first = bench.event("a");
        long second = bench.event("a");
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).parked() == 2);
        bench.database.write(tx -> {
            tx.events().forget(first);
            return null;
        });
        sender.script((event, attempt) -> ScriptedSender.DELIVERED);
        bench.clock.advance(Duration.ofMinutes(1));
        await().until(() -> bench.isThrough(subscription));
        assertThat(bench.letters(subscription)).extracting(DeadLetter::position).containsExactly(first);
        assertThat(sender.delivered()).containsExactly(second);
    }

    @Test
    void aDeadLetterOfADeletedSubscriptionStaysOneUntilItIsForgotten() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 1);
        sender.script((event, attempt) -> ScriptedSender.BROKEN);
        bench.event("a");
        run = bench.run(subscription);
        await().until(() -> bench.letters(subscription).size() == 1);
        run.stop(Duration.ofSeconds(1));
        bench.database.write(tx -> {
            tx.subscriptions().delete(subscription.id());
            tx.dispatches().close(subscription.id());
            return null;
        });
        var result = new ReplayDeadLetters(bench.database, bench.clock)
                .all(new DeadLetters.Filter(subscription.id(), null, null));
        assertThat(result).isEqualTo(new ReplayDeadLetters.Result(0, 1, false));
        assertThat(bench.letters(subscription)).hasSize(1);
        assertThat(bench.parked(subscription, "a")).isEmpty();
    }
}

package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.store.EmptyStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database fails, or somebody else comes in between, where it hurts most. */
@Timeout(60)
class DeliveryFaultsTest {

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

    /** A lane whose first event failed, so that it and the two behind it are parked. */
    private List<Long> aParkedLane(Subscription subscription) {
        List<Long> three = List.of(bench.event("a"), bench.event("a"), bench.event("a"));
        sender.script((event, attempt) -> event.position() == three.getFirst() && attempt == 1
                ? ScriptedSender.BROKEN
                : ScriptedSender.DELIVERED);
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).parked() == 3);
        return three;
    }

    @Test
    void anEventThatComesJustBeforeItsLaneFlowsAgainIsDeliveredAsWell() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        List<Long> three = aParkedLane(subscription);
        var late = new AtomicLong();
        // The lane is looked at, with what was done written down: the last look finds nothing.
        bench.store.before("dispatches.ofLane", () -> {
            if (sender.took(three.getLast()) && late.get() == 0) {
                late.set(1);
                bench.store.onceBehind("dispatches.ofLane", () -> {
                    late.set(bench.event("a"));
                    await().until(() -> bench.feed.awaited() >= late.get());
                });
            }
        });
        bench.clock.advance(Duration.ofMinutes(1));
        await().until(() -> late.get() > 1);
        await("it is not forgotten").until(() -> sender.took(late.get()));
        await().until(() -> bench.isThrough(subscription));
        long next = bench.event("a");
        await("the lane flows again").until(() -> sender.took(next));
    }

    @Test
    void aLaneWhoseNextEventCouldNotBeReadGoesOnLater() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        List<Long> three = aParkedLane(subscription);
        var away = new AtomicBoolean(true);
        bench.store.before("events.find", () -> {
            if (sender.took(three.getFirst()) && away.getAndSet(false)) {
                throw HookedStore.unavailable();
            }
        });
        bench.clock.advance(Duration.ofMinutes(1));
        await().until(() -> !away.get());
        await("it goes on").until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsExactlyElementsOf(three);
    }

    @Test
    void aLaneThatCouldNotBeWrittenDownGoesOnLater() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        List<Long> three = aParkedLane(subscription);
        var away = new AtomicBoolean(true);
        bench.store.before("dispatches.save", () -> {
            if (sender.took(three.getFirst()) && away.getAndSet(false)) {
                throw HookedStore.unavailable();
            }
        });
        bench.clock.advance(Duration.ofMinutes(1));
        await().until(() -> !away.get());
        await("it goes on").until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsSubsequence(three);
    }

    @Test
    void whatCouldNotBeWrittenDownIsWrittenDownLater() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        bench.store.before("dispatches.save", () -> {
            throw HookedStore.unavailable();
        });
        long failing = bench.event("a");
        long behind = bench.event("a");
        long other = bench.event("b");
        sender.script((event, attempt) ->
                event.position() == failing && attempt == 1 ? ScriptedSender.BROKEN : ScriptedSender.DELIVERED);
        run = bench.run(subscription);
        await().until(() -> sender.took(other) && bench.store.calls("dispatches.save") > 1);
        assertThat(bench.status(subscription).position()).isZero();
        bench.store.nothing("dispatches.save");
        await().until(() -> bench.status(subscription).parked() == 2);
        assertThat(bench.status(subscription).position()).isEqualTo(other);
        bench.clock.advance(Duration.ofMinutes(1));
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsExactly(other, failing, behind);
    }

    @Test
    void whatFailsBecauseTheRunEndsIsNoFailedAttempt() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 1);
        sender.hold();
        long first = bench.event("a");
        var ending = bench.run(subscription);
        await().until(() -> sender.attempts(first) == 1);
        // As connections that are closed under it.
        sender.script((event, attempt) -> new Outcome.Failed("closed"));
        ending.stop(Duration.ofMillis(50));
        sender.release();
        await().until(() -> !sender.ledger().isEmpty());
        ending.stop(Duration.ofSeconds(1));
        assertThat(bench.letters(subscription)).isEmpty();
        assertThat(bench.status(subscription).position()).isZero();
    }

    @Test
    void aSenderThatThrowsAllTheSameLeavesNoLaneBehind() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        long first = bench.event("a");
        long second = bench.event("a");
        var thrown = new AtomicBoolean();
        sender.onSend(event -> {
            if (!thrown.getAndSet(true)) {
                throw new IllegalStateException("a mistake");
            }
        });
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).parked() == 2);
        bench.clock.advance(Duration.ofMinutes(1));
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsExactly(first, second);
    }

    @Test
    void aRunThatEndsInterruptsNoStatementUnderWay() throws Exception {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        bench.event("a");
        run = bench.run(subscription);
        await().until(() -> bench.isThrough(subscription));
        var reading = new CountDownLatch(1);
        var ending = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        bench.feed.onAfter(() -> {
            reading.countDown();
            try {
                ending.await();
                interrupted.complete(Thread.currentThread().isInterrupted());
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        reading.await();
        run.stop(Duration.ofSeconds(1));
        ending.countDown();
        assertThat(interrupted.get()).isFalse();
    }

    @Test
    void whatWaitsForASinkThatIsUpAgainIsTriedAtOnceAlsoWhereTheDatabaseWasAwayJustThen() {
        Subscription subscription = bench.subscribe(OrderBy.NONE, 9);
        var up = new AtomicBoolean();
        sender.script((event, attempt) -> up.get() ? ScriptedSender.DELIVERED : ScriptedSender.BROKEN);
        for (int i = 0; i < 2 * Circuit.PATIENCE; i++) {
            bench.event("a");
        }
        var failed = new AtomicBoolean();
        bench.store.before("dispatches.hasten", () -> {
            if (!failed.getAndSet(true)) {
                throw HookedStore.unavailable();
            }
        });
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).parked() >= Circuit.PATIENCE);
        up.set(true);
        // Enough for a probe, and not for the pauses of those that are parked.
        bench.event("a");
        bench.clock.advance(Duration.ofMillis(1_100));
        await().until(failed::get);
        await().until(() -> bench.isThrough(subscription));
    }

    @Test
    void whatWasTakenToBeWrittenWhenAnErrorCameIsNotPassed() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        sender.script((event, attempt) -> ScriptedSender.BROKEN);
        long failing = bench.event("a");
        var thrown = new AtomicBoolean();
        run = bench.run(subscription, failing(() -> sender.attempts(failing) > 0 && !thrown.getAndSet(true)));
        await().until(run::mustBeginAgain);
        run.stop(Duration.ofSeconds(5));
        assertThat(bench.status(subscription).position()).isLessThan(failing);
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).parked() == 1);
    }

    @Test
    void aSubscriptionThatAnErrorKeptFromBeingDisabledIsAsActiveAsItWas() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        var disabling = new Disabling(failing(() -> true), bench.recorder, bench.clock);
        assertThat(disabling.disable(subscription, Disabling.GONE, "the sink answered 410"))
                .isFalse();
    }

    /** @param now whether a write meets an Error */
    private Store failing(BooleanSupplier now) {
        return new Store() {
            @Override
            public <T> T write(Function<Tx, T> work) {
                if (now.getAsBoolean()) {
                    throw new StackOverflowError("as it is meant");
                }
                return bench.store.write(work);
            }

            @Override
            public <T> T read(Function<Tx, T> work) {
                return bench.store.read(work);
            }
        };
    }

    @Test
    void anErrorOfTheSenderIsAFailedAttempt() {
        Subscription subscription = bench.subscribe(OrderBy.SUBJECT, 3);
        long first = bench.event("a");
        var thrown = new AtomicBoolean();
        sender.onSend(event -> {
            if (!thrown.getAndSet(true)) {
                throw new StackOverflowError("as it is meant");
            }
        });
        run = bench.run(subscription);
        await().until(() -> bench.status(subscription).parked() == 1);
        bench.clock.advance(Duration.ofMinutes(1));
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).containsExactly(first);
    }
}

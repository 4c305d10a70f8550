package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.store.EmptyStore;
import dev.mosaicstack.testkit.DeadProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DispatcherTest {

    @TempDir
    Path folder;

    private EmptyStore database;
    private EngineBench bench;
    private ScriptedSender sender;
    private final List<Dispatcher> dispatchers = new ArrayList<>();

    @BeforeEach
    void open() {
        database = EmptyStore.sqlite(folder);
        bench = new EngineBench(database.store());
        sender = bench.sender;
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Dispatcher dispatcher : dispatchers) {
            dispatcher.stop();
        }
        database.close();
    }

    /** As another process has it. */
    private HookedStore aDispatcher() {
        var process = new HookedStore(bench.database);
        var dispatcher = new Dispatcher(bench.engine(process), List.of());
        dispatchers.add(dispatcher);
        dispatcher.start();
        return process;
    }

    private List<Subscription> subscriptions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bench.subscribe(OrderBy.SUBJECT, 3))
                .toList();
    }

    /** How many each dispatcher has, from the least. */
    private List<Long> shares(List<Subscription> subscriptions) {
        return subscriptions.stream()
                .map(subscription -> bench.status(subscription).owner())
                .filter(Objects::nonNull)
                .collect(java.util.stream.Collectors.groupingBy(o -> o, java.util.stream.Collectors.counting()))
                .values()
                .stream()
                .sorted()
                .toList();
    }

    /** Leases are renewed a third of their time after the last renewal, in real time. */
    @Test
    void dispatchersShareTheSubscriptionsAndTakeOverWhenOneLeaves() throws InterruptedException {
        List<Subscription> seven = subscriptions(7);
        aDispatcher();
        await().until(() -> shares(seven).equals(List.of(7L)));
        aDispatcher();
        await().atMost(Duration.ofSeconds(20)).until(() -> shares(seven).equals(List.of(3L, 4L)));
        dispatchers.removeFirst().stop();
        await().atMost(Duration.ofSeconds(20)).until(() -> shares(seven).equals(List.of(7L)));
        bench.event("a");
        await().until(() -> sender.delivered().size() == 7);
    }

    @Test
    void aDeadOnesSubscriptionsAreTakenOverWhenItsLeaseIsOver() {
        Subscription subscription = subscriptions(1).getFirst();
        HookedStore process = aDispatcher();
        long first = bench.event("a");
        await().until(() -> sender.took(first) && bench.status(subscription).position() == first);
        process.away(true);
        String dead = bench.status(subscription).owner();
        bench.clock.advance(EngineBench.LEASE.plusSeconds(1));
        aDispatcher();
        await().until(() -> !dead.equals(bench.status(subscription).owner()));
        long second = bench.event("a");
        await().until(() -> bench.isThrough(subscription));
        assertThat(sender.delivered()).contains(first, second);
    }

    @Test
    void whatAKilledProcessOfThisHostHadIsTakenOverBeforeItsLeaseIsOver() {
        List<Subscription> two = subscriptions(2);
        String dead = DeadProcess.name();
        Instant until = bench.clock.instant().plus(EngineBench.LEASE);
        bench.database.write(tx -> {
            tx.dispatches().present(dead, bench.clock.instant(), until);
            two.forEach(subscription -> tx.dispatches().claim(subscription.id(), dead, bench.clock.instant(), until));
            return null;
        });
        aDispatcher();
        await().until(() -> two.stream()
                .noneMatch(
                        subscription -> dead.equals(bench.status(subscription).owner())));
        long event = bench.event("a");
        await().until(() -> sender.took(event));
    }

    @Test
    void aSubscriptionThatWasMadeOrDeletedMeanwhileIsFollowedOrNot() {
        aDispatcher();
        Subscription subscription = subscriptions(1).getFirst();
        long first = bench.event("a");
        await().until(() -> sender.took(first));
        bench.database.write(tx -> {
            tx.subscriptions().delete(subscription.id());
            tx.dispatches().close(subscription.id());
            return null;
        });
        Subscription other = subscriptions(1).getFirst();
        await().until(() -> bench.status(other).owner() != null);
        long second = bench.event("a");
        await().until(() -> bench.isThrough(other));
        assertThat(sender.attempts(second)).isEqualTo(1);
    }

    @Test
    void aSinkThatIsGoneIsNotedAlsoWhereTheDatabaseWasAwayAtThatMoment() {
        sender.script((event, attempt) -> new Sender.Outcome.Refused(410, "", null));
        Subscription subscription = subscriptions(1).getFirst();
        HookedStore process = aDispatcher();
        var failed = failingOnce(process);
        bench.event("a");
        await().until(failed::get);
        await("it is disabled in the end").until(() -> {
            bench.clock.advance(Duration.ofSeconds(1));
            return !bench.now(subscription).active();
        });
        assertThat(bench.status(subscription).parked()).isEqualTo(1);
    }

    @Test
    void aGapIsNotedAlsoWhereTheDatabaseWasAwayAtThatMoment() {
        Subscription subscription = subscriptions(1).getFirst();
        long first = bench.event("a");
        bench.event("a");
        bench.database.write(tx -> {
            tx.events().forget(first);
            return null;
        });
        var process = new HookedStore(bench.database);
        var failed = failingOnce(process);
        var dispatcher = new Dispatcher(bench.engine(process), List.of());
        dispatchers.add(dispatcher);
        dispatcher.start();
        await().until(failed::get);
        await("it is disabled in the end").until(() -> !bench.now(subscription).active());
    }

    private static AtomicBoolean failingOnce(HookedStore process) {
        var failed = new AtomicBoolean();
        process.before("subscriptions.update", () -> {
            if (!failed.getAndSet(true)) {
                throw HookedStore.unavailable();
            }
        });
        return failed;
    }

    @Test
    void aResumedSubscriptionGoesOnWhereItStopped() {
        var gone = new AtomicBoolean(true);
        sender.script(
                (event, attempt) -> gone.get() ? new Sender.Outcome.Refused(410, "", null) : ScriptedSender.DELIVERED);
        Subscription subscription = subscriptions(1).getFirst();
        aDispatcher();
        long first = bench.event("a");
        await().until(() -> !bench.now(subscription).active());
        await().until(() -> bench.status(subscription).owner() == null);
        long second = bench.event("a");
        gone.set(false);
        new dev.mosaicstack.core.subscription.ManageSubscriptions(
                        bench.database,
                        bench.recorder,
                        sink -> java.util.Optional.empty(),
                        bench.ids,
                        bench.clock,
                        bench.engine().settings())
                .resume(dev.mosaicstack.core.access.Caller.SYSTEM, subscription.id(), null);
        bench.clock.advance(Duration.ofMinutes(1));
        await().until(() -> sender.took(second));
        assertThat(sender.delivered()).containsSubsequence(first, second);
    }

    /** Once. */
    private static Runnable anError() {
        var thrown = new AtomicBoolean();
        return () -> {
            if (!thrown.getAndSet(true)) {
                throw new StackOverflowError("as it is meant");
            }
        };
    }

    private void goesOnAllTheSame(Subscription subscription) {
        long event = bench.event("a");
        await().until(() -> sender.took(event));
        await().until(() -> bench.isThrough(subscription));
    }

    @Test
    void anErrorOfTheReaderEndsNoSubscription() {
        bench.feed.onAfter(anError());
        Subscription subscription = subscriptions(1).getFirst();
        aDispatcher();
        goesOnAllTheSame(subscription);
    }

    @Test
    void anErrorOfTheUpkeepEndsNoSubscription() {
        Subscription subscription = subscriptions(1).getFirst();
        aDispatcher().before("dispatches.due", anError());
        await().until(() -> bench.status(subscription).owner() != null);
        goesOnAllTheSame(subscription);
        // What is parked is the upkeep's.
        sender.script((event, attempt) -> attempt == 1 ? ScriptedSender.BROKEN : ScriptedSender.DELIVERED);
        long parked = bench.event("a");
        await().until(() -> bench.status(subscription).parked() == 1);
        bench.clock.advance(EngineBench.RETRY.multipliedBy(2));
        await().until(() -> sender.took(parked));
    }

    @Test
    void anErrorOfALaneEndsNoSubscription() {
        Subscription subscription = subscriptions(1).getFirst();
        HookedStore process = aDispatcher();
        sender.script((event, attempt) -> attempt == 1 ? ScriptedSender.BROKEN : ScriptedSender.DELIVERED);
        process.before("events.find", anError());
        List<Long> two = List.of(bench.event("a"), bench.event("a"));
        await().until(() -> bench.status(subscription).parked() == 2);
        bench.clock.advance(EngineBench.RETRY.multipliedBy(2));
        await().until(() -> sender.delivered().size() == 2);
        assertThat(sender.delivered()).containsExactlyElementsOf(two);
    }

    @Test
    void anOutcomeThatCannotBeNotedEndsNoSubscription() {
        Subscription subscription = subscriptions(1).getFirst();
        aDispatcher();
        var once = new AtomicBoolean();
        sender.script((event, attempt) -> once.getAndSet(true) ? ScriptedSender.DELIVERED : null);
        goesOnAllTheSame(subscription);
    }

    @Test
    void anErrorOfAConsumersThreadDoesNotEndIt() {
        Subscription subscription = bench.subscribe("mosaic:counting", OrderBy.NONE, 1);
        var taken = new AtomicInteger();
        var counting = new BuiltIn() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public void take(Tx tx, List<Event> events) {
                taken.addAndGet(events.size());
            }
        };
        bench.feed.onAfter(anError());
        var dispatcher = new Dispatcher(bench.engine(), List.of(counting));
        dispatchers.add(dispatcher);
        dispatcher.start();
        bench.event("a");
        await().until(() -> bench.isThrough(subscription));
        assertThat(taken).hasValue(1);
    }

    @Test
    void anErrorOfADispatcherDoesNotEndIt() {
        var process = new HookedStore(bench.database);
        process.before("subscriptions.active", anError());
        var dispatcher = new Dispatcher(bench.engine(process), List.of());
        dispatchers.add(dispatcher);
        dispatcher.start();
        await().until(() -> process.calls("subscriptions.active") > 0);
        goesOnAllTheSame(subscriptions(1).getFirst());
    }
}

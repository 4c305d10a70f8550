package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.subscription.EventFilter;
import dev.mosaicstack.core.subscription.Format;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.testkit.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The engine on a real database, with a sink that does as it is told and a clock that is moved by hand. */
final class EngineBench {

    static final Duration LEASE = Duration.ofSeconds(6);
    static final Duration RETRY = Duration.ofSeconds(5);

    final MovableClock clock = MovableClock.at("2026-11-20T10:00:00Z");
    final ScriptedSender sender = new ScriptedSender();
    final Store database;
    final HookedStore store;
    final LogFeed feed;
    final Ids ids = new Ids(clock);
    final Recorder recorder = new Recorder(ids, clock);
    private final DispatchSettings settings =
            new DispatchSettings(LEASE, Duration.ofMillis(20), List.of(RETRY, RETRY), Duration.ofSeconds(10));

    EngineBench(Store database) {
        this.database = database;
        this.store = new HookedStore(database);
        this.feed = new LogFeed(database);
    }

    Engine engine() {
        return engine(store);
    }

    /** As another process has it. */
    Engine engine(Store ofThatProcess) {
        return new Engine(ofThatProcess, feed, sender, recorder, ids, clock, settings);
    }

    Subscription subscribe(OrderBy orderBy, int maxAttempts) {
        return subscribe("http://sink.example/", orderBy, maxAttempts);
    }

    Subscription subscribe(String sink, OrderBy orderBy, int maxAttempts) {
        var subscription = new Subscription(
                ids.next(),
                "s-" + ids.next(),
                EventFilter.ALL,
                sink,
                null,
                Format.BINARY,
                orderBy,
                maxAttempts,
                null,
                Map.of(),
                new Subscription.State.Active(),
                clock.instant(),
                1);
        database.write(tx -> {
            tx.subscriptions().insert(subscription);
            tx.dispatches().open(subscription.id(), tx.events().lastPosition());
            return null;
        });
        return subscription;
    }

    /** @return its position */
    long event(String subject) {
        var event =
                new Event(0, ids.next(), "t", "/s", subject, clock.instant(), null, null, null, null, "{\"a\":\"ü\"}");
        database.write(tx -> {
            tx.events().append(event);
            return null;
        });
        number();
        return database.read(tx -> tx.events().find(event.id())).orElseThrow().position();
    }

    void number() {
        while (database.read(tx -> tx.events().unnumbered())) {
            database.write(tx -> tx.events().number(1000));
        }
    }

    DeliveryRun run(Subscription subscription) {
        return run(subscription, store);
    }

    DeliveryRun run(Subscription subscription, Store ofThatProcess) {
        var run = new DeliveryRun(subscription, lease(subscription), engine(ofThatProcess));
        run.extend(Duration.ofHours(1));
        run.start();
        return run;
    }

    /** Whoever had it before is taken for dead. */
    Lease lease(Subscription subscription) {
        clock.advance(LEASE.plusSeconds(1));
        return database.write(tx -> tx.dispatches()
                        .claim(
                                subscription.id(),
                                ids.next(),
                                clock.instant(),
                                clock.instant().plus(LEASE)))
                .orElseThrow();
    }

    Dispatches.Status status(Subscription subscription) {
        return database.read(tx -> tx.dispatches().status(subscription.id())).orElseThrow();
    }

    List<Parked> parked(Subscription subscription, String lane) {
        return database.read(tx -> tx.dispatches().ofLane(subscription.id(), lane, 1000));
    }

    List<DeadLetter> letters(Subscription subscription) {
        return database.read(tx ->
                tx.deadLetters().list(new DeadLetters.Filter(subscription.id(), null, null), new Page.Ask(1000, null)));
    }

    /** Nothing is left to do, and that is written down. */
    boolean isThrough(Subscription subscription) {
        Dispatches.Status status = status(subscription);
        return status.parked() == 0
                && status.position() == database.read(tx -> tx.events().lastPosition());
    }

    Subscription now(Subscription subscription) {
        return database.read(tx -> tx.subscriptions().find(subscription.id())).orElseThrow();
    }
}

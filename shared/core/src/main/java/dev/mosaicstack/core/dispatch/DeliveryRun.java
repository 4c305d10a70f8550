package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.subscription.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Delivers the events of one subscription to its sink. Events are read from the log in order and sent lane by lane; one
 * that fails is parked with everything behind it in its lane, and the cursor passes it in the transaction that parks it.
 * Nothing of this is durable before {@link Books#save}: what was delivered since is delivered again after a crash.
 */
final class DeliveryRun implements Run {

    private static final Logger LOG = Logger.getLogger(DeliveryRun.class);
    private static final int BATCH = 200;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Subscription subscription;
    private final Lease lease;
    private final Engine engine;
    private final Disabling disabling;
    private final Desk desk;
    private final Books books;
    private final Retries retries;
    private volatile boolean notDisabled;
    private volatile boolean broken;
    private final Thread reader;
    private final Thread upkeep;

    DeliveryRun(Subscription subscription, Lease lease, Engine engine) {
        this.subscription = subscription;
        this.lease = lease;
        this.engine = engine;
        this.disabling = new Disabling(engine.store(), engine.recorder(), engine.clock());
        this.desk = new Desk(subscription, lease, engine);
        this.books = new Books(subscription, lease, engine, desk);
        this.retries = new Retries(this, desk, books, engine);
        this.reader = Thread.ofVirtual().name("read-" + subscription.name()).unstarted(this::read);
        this.upkeep = Thread.ofVirtual().name("upkeep-" + subscription.name()).unstarted(this::keepUp);
    }

    @Override
    public Subscription subscription() {
        return subscription;
    }

    @Override
    public Lease lease() {
        return lease;
    }

    String name() {
        return subscription.name();
    }

    @Override
    public void start() {
        upkeep.start();
    }

    @Override
    public void extend(Duration valid) {
        desk.extend(valid);
    }

    @Override
    public void stop(Duration longest) {
        desk.stop();
        desk.close(longest);
        try {
            books.save();
        } catch (RuntimeException | Error e) {
            LOG.debugf("%s: what was just delivered is delivered again: %s", name(), e.getMessage());
        }
        engine.sender().forget(subscription);
    }

    /** Also by itself: where the lease is lost, or the subscription cannot go on. */
    boolean stopped() {
        return desk.stopped();
    }

    @Override
    public boolean mustBeginAgain() {
        return notDisabled || broken;
    }

    /**
     * After an Error nobody knows how much of a step was done, and what is left undone would never be: the subscription
     * begins again with what is written down, as after a crash.
     */
    void breakOff(Throwable e) {
        broken = true;
        books.close();
        desk.stop();
        LOG.errorf(e, "subscription %s begins again", name());
    }

    /** From the log into the lanes. */
    private void read() {
        try {
            while (!desk.stopped()) {
                try {
                    int room = desk.awaitRoom();
                    List<Event> next = engine.feed().after(desk.readUpTo(), Math.min(room, BATCH));
                    if (next.isEmpty()) {
                        engine.feed().await(desk.readUpTo(), Duration.ofSeconds(1));
                    } else {
                        desk.add(next);
                        pump();
                    }
                } catch (EventFeed.Gone gone) {
                    desk.stop();
                    notDisabled = !disabling.gap(subscription, gone);
                } catch (RuntimeException e) {
                    waitAfter(e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            breakOff(e);
        }
    }

    /** Begins as many first attempts as may be under way. */
    private void pump() {
        desk.begin().forEach(event -> send(event)
                .thenAccept(outcome -> ended(event, outcome))
                .exceptionally(e -> {
                    breakOff(e);
                    return null;
                }));
    }

    private void ended(Event event, Outcome outcome) {
        retries.hastenIf(desk.ended(event, outcome));
        goneIf(outcome);
        pump();
    }

    /** Never exceptionally, whatever the sender does: an attempt that does not end keeps its lane for ever. */
    private CompletionStage<Outcome> send(Event event) {
        try {
            return engine.sender().send(subscription, event).exceptionally(this::mistake);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.completedStage(mistake(e));
        }
    }

    private Outcome mistake(Throwable cause) {
        LOG.errorf(cause, "subscription %s cannot send", name());
        return new Outcome.Failed("the event cannot be sent: " + cause);
    }

    private void goneIf(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused && refused.status() == 410) {
            desk.stop();
            Thread.startVirtualThread(
                    () -> notDisabled = !disabling.disable(subscription, Disabling.GONE, "the sink answered 410"));
        }
    }

    /**
     * One attempt of a parked event.
     *
     * @return whether the next of its lane may go
     */
    boolean retry(Parked parked, Event event) {
        if (!desk.beginRetry()) {
            return false;
        }
        Outcome outcome = send(event).toCompletableFuture().join();
        Desk.Retried retried = desk.retried(parked, event, outcome);
        retries.hastenIf(retried.upAgain());
        goneIf(outcome);
        return retried.next();
    }

    /** Writes down what was done, lets retries begin, and first attempts that had to wait for a time. */
    private void keepUp() {
        try {
            begin();
            while (!desk.stopped()) {
                try {
                    books.saveIfWorthIt();
                    retries.look();
                    pump();
                } catch (RuntimeException e) {
                    waitAfter(e);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            breakOff(e);
        }
    }

    private void begin() throws InterruptedException {
        while (!desk.stopped()) {
            try {
                books.open();
                reader.start();
                return;
            } catch (RuntimeException e) {
                waitAfter(e);
            }
        }
    }

    private void waitAfter(RuntimeException e) throws InterruptedException {
        if (e instanceof Refusal) {
            // Said by the store.
            LOG.debugf("%s waits: %s", name(), e.getMessage());
        } else {
            LOG.errorf(e, "subscription %s failed in a round", name());
        }
        Thread.sleep(Duration.ofSeconds(1));
    }
}

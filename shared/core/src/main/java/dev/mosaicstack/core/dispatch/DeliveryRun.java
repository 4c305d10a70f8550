package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Delivers the events of one subscription to its sink. Events are read from the log in order and sent lane by lane; one
 * that fails is parked with everything behind it in its lane, and the cursor passes it in the transaction that parks it.
 * Nothing of this is durable before {@link #save}: what was delivered since is delivered again after a crash.
 */
final class DeliveryRun implements Run {

    private static final Logger LOG = Logger.getLogger(DeliveryRun.class);

    /** Events in memory: read and not settled. */
    private static final int MOST_OPEN = 1_000;

    private static final int MOST_CHARACTERS = 2 * 1024 * 1024;
    private static final int BATCH = 200;

    /** Requests to one sink at a time. */
    private static final int AT_ONCE = 64;

    private static final long SAVE_EVERY = TimeUnit.MILLISECONDS.toNanos(250);

    /** Where only the cursor moved: losing that costs reading, and no second delivery. */
    private static final long SAVE_CURSOR_EVERY = TimeUnit.SECONDS.toNanos(5);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Subscription subscription;
    private final Lease lease;
    private final Engine engine;
    private final Disabling disabling;
    private final Attempts attempts;
    private final Retries retries;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ReentrantLock saving = new ReentrantLock();
    private final Window window;
    private final Lanes lanes;
    private final Unsaved unsaved = new Unsaved();
    private final Gate gate;
    private long savedCursor;
    private long savedAt = System.nanoTime();
    private volatile boolean stopped;
    private volatile boolean notDisabled;
    private boolean closed;
    private final Thread reader;
    private final Thread upkeep;

    DeliveryRun(Subscription subscription, Lease lease, Engine engine) {
        this.subscription = subscription;
        this.lease = lease;
        this.engine = engine;
        this.disabling = new Disabling(engine.store(), engine.recorder(), engine.clock());
        this.attempts = new Attempts(subscription, engine);
        this.window = new Window(lease.position());
        this.savedCursor = lease.position();
        this.lanes = new Lanes(subscription.orderBy());
        this.gate = new Gate(subscription.rateLimit(), lease.pausedUntil(), engine.clock());
        this.retries = new Retries(this, engine);
        this.reader = Thread.ofVirtual().name("read-" + subscription.name()).unstarted(this::read);
        this.upkeep = Thread.ofVirtual().name("upkeep-" + subscription.name()).unstarted(this::keepUp);
    }

    @Override
    public Lease lease() {
        return lease;
    }

    Subscription subscription() {
        return subscription;
    }

    @Override
    public void start() {
        upkeep.start();
    }

    @Override
    public void extend(Duration valid) {
        gate.extend(valid);
    }

    @Override
    public void stop(Duration longest) {
        stopped = true;
        long until = System.nanoTime() + longest.toNanos();
        lock.lock();
        try {
            changed.signalAll();
            while (gate.underWay() > 0 && until - System.nanoTime() > 0) {
                changed.awaitNanos(until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // What fails from here on may fail because of us.
            closed = true;
            lock.unlock();
        }
        try {
            save();
        } catch (RuntimeException e) {
            LOG.debugf("%s: what was just delivered is delivered again: %s", subscription.name(), e.getMessage());
        }
        engine.sender().forget(subscription);
    }

    boolean stopped() {
        return stopped;
    }

    @Override
    public boolean mustBeginAgain() {
        return notDisabled;
    }

    /** From the log into the lanes. */
    private void read() {
        try {
            while (!stopped) {
                try {
                    int room = awaitRoom();
                    List<Event> next = engine.feed().after(readUpTo(), Math.min(room, BATCH));
                    if (next.isEmpty()) {
                        engine.feed().await(readUpTo(), Duration.ofSeconds(1));
                    } else {
                        add(next);
                        pump();
                    }
                } catch (EventFeed.Gone gone) {
                    stopped = true;
                    notDisabled = !disabling.gap(subscription, gone);
                } catch (RuntimeException e) {
                    waitAfter(e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long readUpTo() {
        lock.lock();
        try {
            return window.readUpTo();
        } finally {
            lock.unlock();
        }
    }

    private int awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped && (window.size() + unsaved.rows() >= MOST_OPEN || lanes.characters() >= MOST_CHARACTERS)) {
                changed.await();
            }
            return Math.max(1, MOST_OPEN - window.size() - unsaved.rows());
        } finally {
            lock.unlock();
        }
    }

    private void add(List<Event> events) {
        lock.lock();
        try {
            for (Event event : events) {
                boolean wanted = subscription.filter().matches(event);
                window.read(event.position(), wanted);
                if (wanted && !lanes.add(event)) {
                    park(event, 0, null);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins as many first attempts as may be under way. */
    private void pump() {
        List<Event> go = new ArrayList<>();
        lock.lock();
        try {
            while (!stopped && lanes.hasReady() && gate.underWay() < AT_ONCE && gate.enter()) {
                go.add(lanes.next());
            }
        } finally {
            lock.unlock();
        }
        go.forEach(event -> send(event).thenAccept(outcome -> first(event, outcome)));
    }

    /** Never exceptionally, whatever the sender does: an attempt that does not end keeps its lane for ever. */
    private CompletionStage<Outcome> send(Event event) {
        try {
            return engine.sender().send(subscription, event).exceptionally(this::mistake);
        } catch (RuntimeException e) {
            return CompletableFuture.completedStage(mistake(e));
        }
    }

    private Outcome mistake(Throwable cause) {
        LOG.errorf(cause, "subscription %s cannot send", subscription.name());
        return new Outcome.Failed("the event cannot be sent: " + cause);
    }

    /** A first attempt has ended. */
    private void first(Event event, Outcome outcome) {
        lock.lock();
        try {
            retries.hastenIf(gate.leave(outcome));
            if (!closed) {
                settle(event, outcome);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        goneIf(outcome);
        pump();
    }

    private void settle(Event event, Outcome outcome) {
        if (outcome instanceof Outcome.Delivered) {
            unsaved.delivered();
            release(event);
        } else {
            failed(event, outcome);
        }
    }

    private void failed(Event event, Outcome outcome) {
        unsaved.failed(Attempts.error(outcome));
        if (subscription.maxAttempts() == 1) {
            unsaved.bury(attempts.deadLetter(event, 1, outcome));
            release(event);
            return;
        }
        Instant again = attempts.again(1, outcome);
        for (Event each : lanes.park(event)) {
            boolean head = each == event;
            park(each, head ? 1 : 0, head ? again : null);
        }
    }

    private void release(Event event) {
        window.settled(event.position());
        lanes.released(event);
    }

    private void park(Event event, int tried, Instant notBefore) {
        unsaved.park(new Parked(event.position(), event.id(), lanes.of(event), tried, notBefore));
        window.settled(event.position());
    }

    private void goneIf(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused && refused.status() == 410) {
            stopped = true;
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
        lock.lock();
        try {
            if (stopped || !gate.enter()) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        Outcome outcome = send(event).toCompletableFuture().join();
        boolean next;
        lock.lock();
        try {
            retries.hastenIf(gate.leave(outcome));
            next = !closed && retried(parked, event, outcome);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        goneIf(outcome);
        return next;
    }

    private boolean retried(Parked parked, Event event, Outcome outcome) {
        if (outcome instanceof Outcome.Delivered) {
            unsaved.delivered();
            unsaved.finish(parked.position());
            return true;
        }
        unsaved.failed(Attempts.error(outcome));
        int tried = parked.attempts() + 1;
        if (tried >= subscription.maxAttempts()) {
            unsaved.bury(attempts.deadLetter(event, tried, outcome));
            unsaved.finish(parked.position());
            return true;
        }
        unsaved.retry(parked.tried(attempts.again(tried, outcome)));
        return false;
    }

    /** The event of a parked row is not kept any more. */
    void vanished(Parked parked) {
        lock.lock();
        try {
            unsaved.bury(attempts.gone(parked));
            unsaved.finish(parked.position());
        } finally {
            lock.unlock();
        }
    }

    /** It is the first of its lane now, and nobody tried it. */
    void promote(Parked parked) {
        lock.lock();
        try {
            unsaved.retry(
                    new Parked(parked.position(), parked.eventId(), parked.lane(), parked.attempts(), attempts.now()));
        } finally {
            lock.unlock();
        }
    }

    /** What is parked of the lane, everything done so far being written; where that is nothing, the lane flows again. */
    List<Parked> leftOf(String lane, int limit) {
        saving.lock();
        try {
            List<Parked> left;
            do {
                save();
                left = engine.store().read(tx -> tx.dispatches().ofLane(subscription.id(), lane, limit));
            } while (left.isEmpty() && !unpark(lane));
            return left;
        } finally {
            saving.unlock();
        }
    }

    /** @return false where something was parked there since it was looked at: it must be looked at again */
    private boolean unpark(String lane) {
        lock.lock();
        try {
            if (unsaved.hasParked(lane)) {
                return false;
            }
            lanes.unpark(lane);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Everything done so far being written, the first of each lane has a time again. */
    void promoteFirsts() {
        saving.lock();
        try {
            save();
            promoteStored();
        } finally {
            saving.unlock();
        }
    }

    private void promoteStored() {
        engine.store().write(tx -> {
            tx.dispatches().promote(subscription.id(), attempts.now());
            return null;
        });
    }

    /** Writes down what was done, lets retries begin, and first attempts that had to wait for a time. */
    private void keepUp() {
        try {
            begin();
            while (!stopped) {
                try {
                    saveIfWorthIt();
                    retries.look(anyParked());
                    pump();
                } catch (RuntimeException e) {
                    waitAfter(e);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is parked comes first: a lane that has something parked takes no new event. */
    private void begin() throws InterruptedException {
        while (!stopped) {
            try {
                promoteStored();
                List<String> parked = engine.store().read(tx -> tx.dispatches().lanes(subscription.id()));
                lock.lock();
                try {
                    parked.forEach(lanes::park);
                } finally {
                    lock.unlock();
                }
                reader.start();
                return;
            } catch (RuntimeException e) {
                waitAfter(e);
            }
        }
    }

    private boolean anyParked() {
        lock.lock();
        try {
            return lanes.anyParked();
        } finally {
            lock.unlock();
        }
    }

    private void saveIfWorthIt() {
        long sinceLast = System.nanoTime() - savedAt;
        boolean due;
        lock.lock();
        try {
            due = unsaved.isEmpty()
                    ? window.cursor() != savedCursor && sinceLast > SAVE_CURSOR_EVERY
                    : sinceLast > SAVE_EVERY;
        } finally {
            lock.unlock();
        }
        if (due) {
            save();
        }
    }

    private void save() {
        saving.lock();
        try {
            Progress progress = takeProgress();
            if (progress.isOnly(savedCursor)) {
                return;
            }
            boolean mine;
            try {
                mine = engine.store().write(tx -> tx.dispatches().save(lease, progress, attempts.now()));
            } catch (RuntimeException e) {
                putBack(progress);
                throw e;
            }
            savedCursor = progress.position();
            savedAt = System.nanoTime();
            if (!mine) {
                stopped = true;
            }
        } finally {
            saving.unlock();
        }
    }

    private Progress takeProgress() {
        lock.lock();
        try {
            Progress progress = unsaved.take(window.cursor(), gate.pausedUntil());
            changed.signalAll();
            return progress;
        } finally {
            lock.unlock();
        }
    }

    private void putBack(Progress progress) {
        lock.lock();
        try {
            unsaved.putBack(progress);
        } finally {
            lock.unlock();
        }
    }

    private void waitAfter(RuntimeException e) throws InterruptedException {
        if (e instanceof Refusal) {
            // Said by the store.
            LOG.debugf("%s waits: %s", subscription.name(), e.getMessage());
        } else {
            LOG.errorf(e, "subscription %s failed in a round", subscription.name());
        }
        Thread.sleep(Duration.ofSeconds(1));
    }
}

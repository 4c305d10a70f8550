package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What one run has in hand: the events that wait for their first attempt, how far the cursor may go, and what is to be
 * written down. Every method is one step: nobody sees the half of it. Nothing here waits for a database or a sink.
 */
final class Desk {

    /** Events read and not settled. */
    private static final int MOST_OPEN = 1_000;

    private static final int MOST_CHARACTERS = 2 * 1024 * 1024;

    /** Requests to one sink at a time. */
    private static final int AT_ONCE = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Subscription subscription;
    private final Attempts attempts;
    private final Window window;
    private final Lanes lanes;
    private final Gate gate;
    private final Unsaved unsaved = new Unsaved();
    private volatile boolean stopped;
    private boolean closed;

    Desk(Subscription subscription, Lease lease, Engine engine) {
        this.subscription = subscription;
        this.attempts = new Attempts(subscription, engine);
        this.window = new Window(lease.position());
        this.lanes = new Lanes(subscription.orderBy());
        this.gate = new Gate(subscription.rateLimit(), lease.pausedUntil(), engine.clock());
    }

    /** A step, with the lock held; whoever waits for a change looks again after it. */
    private <T> T step(Supplier<T> work) {
        lock.lock();
        try {
            T result = work.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    private void step(Runnable work) {
        step(() -> {
            work.run();
            return null;
        });
    }

    boolean stopped() {
        return stopped;
    }

    /** Nothing is begun any more. */
    void stop() {
        step(() -> stopped = true);
    }

    /** What is under way ends, or the time does; what ends later may have failed because of us, and does not count. */
    void close(Duration longest) {
        long until = System.nanoTime() + longest.toNanos();
        lock.lock();
        try {
            while (gate.underWay() > 0 && until - System.nanoTime() > 0) {
                changed.awaitNanos(until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            lock.unlock();
        }
    }

    void extend(Duration valid) {
        gate.extend(valid);
    }

    long readUpTo() {
        return step(window::readUpTo);
    }

    /** How many events may be read now; at least one. */
    int awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped && (room() <= 0 || lanes.characters() >= MOST_CHARACTERS)) {
                changed.await();
            }
            return Math.max(1, room());
        } finally {
            lock.unlock();
        }
    }

    private int room() {
        return MOST_OPEN - window.size() - unsaved.rows();
    }

    /** Events from the log: into their lanes, or behind what is parked there. */
    void add(List<Event> events) {
        step(() -> {
            for (Event event : events) {
                boolean wanted = subscription.filter().matches(event);
                window.read(event.position(), wanted);
                if (wanted && !lanes.add(event)) {
                    park(event, 0, null);
                }
            }
        });
    }

    /** Those whose first attempt begins now. */
    List<Event> begin() {
        return step(() -> {
            List<Event> begun = new ArrayList<>();
            while (!stopped && lanes.hasReady() && gate.underWay() < AT_ONCE && gate.enter()) {
                begun.add(lanes.next());
            }
            return begun;
        });
    }

    /** A first attempt has ended. @return true where the sink was down until now */
    boolean ended(Event event, Outcome outcome) {
        return step(() -> {
            boolean upAgain = gate.leave(outcome);
            if (!closed) {
                settle(event, outcome);
            }
            return upAgain;
        });
    }

    private void settle(Event event, Outcome outcome) {
        if (outcome instanceof Outcome.Delivered) {
            unsaved.delivered();
            release(event);
            return;
        }
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

    /** @return whether an attempt of a parked event may begin; then {@link #retried} MUST follow */
    boolean beginRetry() {
        return step(() -> !stopped && gate.enter());
    }

    /** @param next whether the next of the lane may go; @param upAgain whether the sink was down until now */
    record Retried(boolean next, boolean upAgain) {}

    Retried retried(Parked parked, Event event, Outcome outcome) {
        return step(() -> {
            boolean upAgain = gate.leave(outcome);
            return new Retried(!closed && settle(parked, event, outcome), upAgain);
        });
    }

    private boolean settle(Parked parked, Event event, Outcome outcome) {
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
        step(() -> {
            unsaved.bury(attempts.gone(parked));
            unsaved.finish(parked.position());
        });
    }

    /** It is the first of its lane now, and nobody tried it. */
    void promote(Parked parked) {
        step(() -> unsaved.retry(parked.at(attempts.now())));
    }

    /** Lanes that have something parked from before. */
    void park(List<String> already) {
        step(() -> already.forEach(lanes::park));
    }

    /** @return false where something was parked there since it was looked at: it must be looked at again */
    boolean unpark(String lane) {
        return step(() -> {
            boolean empty = !unsaved.hasParked(lane);
            if (empty) {
                lanes.unpark(lane);
            }
            return empty;
        });
    }

    boolean anyParked() {
        return step(lanes::anyParked);
    }

    /** Whether there is more to write than another cursor. */
    boolean didSomething() {
        return step(() -> !unsaved.isEmpty());
    }

    long cursor() {
        return step(window::cursor);
    }

    /** All that is to be written; {@link #putBack} MUST follow where it could not be. */
    Progress take() {
        return step(() -> unsaved.take(window.cursor(), gate.pausedUntil()));
    }

    void putBack(Progress progress) {
        step(() -> unsaved.putBack(progress));
    }
}

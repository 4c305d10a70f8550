package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.subscription.Subscription;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What one run has written down. One save at a time, so that what is looked up after one is what it wrote. */
final class Books {

    private static final long SAVE_EVERY = TimeUnit.MILLISECONDS.toNanos(250);

    /** Where only the cursor moved: losing that costs reading, and no second delivery. */
    private static final long SAVE_CURSOR_EVERY = TimeUnit.SECONDS.toNanos(5);

    private final Subscription subscription;
    private final Lease lease;
    private final Engine engine;
    private final Desk desk;
    private final ReentrantLock saving = new ReentrantLock();
    private long savedCursor;
    private long savedAt = System.nanoTime();
    private volatile boolean closed;

    Books(Subscription subscription, Lease lease, Engine engine, Desk desk) {
        this.subscription = subscription;
        this.lease = lease;
        this.engine = engine;
        this.desk = desk;
        this.savedCursor = lease.position();
    }

    void saveIfWorthIt() {
        long sinceLast = System.nanoTime() - savedAt;
        boolean due = desk.didSomething()
                ? sinceLast > SAVE_EVERY
                : sinceLast > SAVE_CURSOR_EVERY && desk.cursor() != savedCursor;
        if (due) {
            save();
        }
    }

    /** Nothing is written any more. */
    void close() {
        closed = true;
    }

    /** Where the lease is lost nothing is written, and nothing more is begun. */
    void save() {
        saving.lock();
        try {
            Progress progress = desk.take();
            if (progress.isOnly(savedCursor)) {
                return;
            }
            if (closed || !write(progress)) {
                desk.stop();
            }
            savedCursor = progress.position();
            savedAt = System.nanoTime();
        } catch (Error e) {
            // What was taken from the desk may be lost: a later save would move the cursor past it.
            closed = true;
            throw e;
        } finally {
            saving.unlock();
        }
    }

    private boolean write(Progress progress) {
        try {
            return engine.store().write(tx -> tx.dispatches()
                    .save(lease, progress, engine.clock().instant()));
        } catch (RuntimeException e) {
            desk.putBack(progress);
            throw e;
        }
    }

    /** What is parked comes first: a lane that has something parked takes no new event. */
    void open() {
        promote();
        desk.park(engine.store().read(tx -> tx.dispatches().lanes(subscription.id())));
    }

    /** What is parked of the lane, everything done so far being written; where that is nothing, the lane flows again. */
    List<Parked> leftOf(String lane, int limit) {
        saving.lock();
        try {
            List<Parked> left;
            do {
                save();
                left = engine.store().read(tx -> tx.dispatches().ofLane(subscription.id(), lane, limit));
            } while (left.isEmpty() && !desk.unpark(lane));
            return left;
        } finally {
            saving.unlock();
        }
    }

    /** Everything done so far being written, the first of each lane has a time again. */
    void promoteFirsts() {
        saving.lock();
        try {
            save();
            promote();
        } finally {
            saving.unlock();
        }
    }

    private void promote() {
        engine.store().write(tx -> {
            tx.dispatches().promote(subscription.id(), engine.clock().instant());
            return null;
        });
    }

    /** What waits for a later time may be tried at once. */
    void hasten() {
        engine.store().write(tx -> {
            tx.dispatches().hasten(subscription.id(), engine.clock().instant());
            return null;
        });
    }

    List<Parked> due(int limit) {
        return engine.store().read(tx -> tx.dispatches()
                .due(subscription.id(), engine.clock().instant(), limit));
    }
}

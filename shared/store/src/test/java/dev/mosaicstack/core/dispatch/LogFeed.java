package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The log itself, asked again and again. */
final class LogFeed implements EventFeed {

    private static final long BETWEEN = Duration.ofMillis(2).toNanos();

    private final Store store;
    private volatile long awaited = -1;
    private volatile Runnable onAfter = () -> {};

    LogFeed(Store store) {
        this.store = store;
    }

    /** Before each read. */
    void onAfter(Runnable hook) {
        onAfter = hook;
    }

    /** Somebody has taken in everything up to here. */
    long awaited() {
        return awaited;
    }

    @Override
    public List<Event> after(long position, int limit) {
        onAfter.run();
        List<Event> next = store.read(tx -> tx.events().after(position, limit));
        if (!next.isEmpty() && next.getFirst().position() != position + 1) {
            throw new Gone(position, next.getFirst().position());
        }
        return next;
    }

    @Override
    public void await(long position, Duration longest) throws InterruptedException {
        awaited = Math.max(awaited, position);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        LockSupport.parkNanos(BETWEEN);
    }
}

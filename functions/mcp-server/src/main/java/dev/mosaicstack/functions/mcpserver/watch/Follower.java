package dev.mosaicstack.functions.mcpserver.watch;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Follows the event log for all who watch something in this process, on one thread that sleeps while nobody does. Only
 * what went through the log is told, so whoever then reads the resource sees at least that.
 */
final class Follower {

    private static final Logger LOG = Logger.getLogger(Follower.class);
    private static final int BATCH = 500;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final EventFeed feed;
    private final LongSupplier end;
    private final List<Resource> resources;
    private final Index index = new Index();
    private final Paced paced;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somebody = lock.newCondition();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("mcp-changes").daemon().unstarted(this::run);
    private volatile long position;

    /** @param end the position of the newest event in the database */
    Follower(EventFeed feed, LongSupplier end, List<Resource> resources, Clock clock) {
        this.feed = feed;
        this.end = end;
        this.resources = resources;
        this.paced = new Paced(clock);
    }

    /** From the moment when this returns. */
    Changes.Watch watch(Caller caller, Set<String> uris, Set<String> subjects, Changes.Listener listener) {
        var watcher = new Watcher(caller, uris, subjects, listener, index);
        lock.lock();
        try {
            if (index.isEmpty()) {
                position = end.getAsLong();
            }
            index.add(watcher);
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            }
            somebody.signal();
        } finally {
            lock.unlock();
        }
        return watcher;
    }

    /** Up to where the log was told, while somebody watches. */
    long position() {
        return position;
    }

    void stop() {
        stop.countDown();
        lock.lock();
        try {
            somebody.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (stop.getCount() > 0) {
                awaitSomebody();
                try {
                    follow(position);
                } catch (Refusal refusal) {
                    // Said by the store.
                    stop.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                } catch (RuntimeException | Error e) {
                    LOG.error("following the log for those who watch failed", e);
                    stop.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitSomebody() throws InterruptedException {
        lock.lock();
        try {
            while (index.isEmpty() && stop.getCount() > 0) {
                somebody.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void follow(long from) throws InterruptedException {
        feed.await(from, paced.quiet(LOOK_AGAIN));
        List<Event> next;
        try {
            next = feed.after(from, BATCH);
        } catch (EventFeed.Gone gone) {
            lost(from);
            return;
        }
        next.forEach(this::tell);
        paced.tell();
        if (!next.isEmpty()) {
            move(from, next.getLast().position());
        } else if (end.getAsLong() < from) {
            // A database that was restored: what it says now may be another thing than it said before.
            lost(from);
        }
    }

    /** Nobody knows what changed, so everything may have. */
    private void lost(long from) {
        move(from, end.getAsLong());
        index.forEach(Watcher::everything);
    }

    /** Unless the first of new ones who watch has moved it meanwhile. */
    private void move(long from, long to) {
        lock.lock();
        try {
            if (position == from) {
                position = to;
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell(Event event) {
        for (Watcher watcher : index.ofSubject(event.subject())) {
            if (watcher.mayKnowOf(event)) {
                watcher.subject(event.subject());
            }
        }
        for (Resource resource : resources) {
            resource.changedBy(event).ifPresent(id -> tell(event, resource.spec(), id));
        }
    }

    private void tell(Event event, Resource.Spec spec, String id) {
        String uri = spec.uriOf(id);
        for (Watcher watcher : index.ofUri(uri)) {
            if (!watcher.mayKnowOf(event)) {
                continue;
            }
            if (spec.isTemplate()) {
                watcher.resource(uri);
            } else {
                paced.changed(uri, watcher);
            }
        }
    }
}

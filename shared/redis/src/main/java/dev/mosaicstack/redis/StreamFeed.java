package dev.mosaicstack.redis;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.store.Store;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The event log, followed over the stream: one reader for all who follow it in this process. Where the stream has a hole,
 * is away or does not go back far enough, the database is read: it has everything.
 */
@Singleton
public final class StreamFeed implements EventFeed {

    private static final Logger LOG = Logger.getLogger(StreamFeed.class);
    private static final int BATCH = 500;
    private static final String BLOCK_MILLIS = "1000";

    /** How often the database is asked while Redis is away. */
    private static final Duration WITHOUT_REDIS = Duration.ofMillis(200);

    private final RedisDataSource redis;
    private final Store store;
    private final RecentEvents recent = new RecentEvents();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("event-feed").daemon().unstarted(this::run);

    StreamFeed(RedisDataSource redis, Store store) {
        this.redis = redis;
        this.store = store;
    }

    /** Nothing is read before this; a second call does nothing: whoever follows it first starts it for all. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    void stop() {
        stop.countDown();
    }

    @Override
    public List<Event> after(long position, int limit) {
        List<Event> known = recent.after(position, limit);
        return known != null ? known : older(position, limit);
    }

    @Override
    public void await(long position, Duration longest) throws InterruptedException {
        recent.await(position, longest.toNanos());
    }

    /** From the stream where it goes back that far, else from the database. */
    private List<Event> older(long position, int limit) {
        return fromStream(position, limit).orElseGet(() -> fromDatabase(position, limit));
    }

    private Optional<List<Event>> fromStream(long position, int limit) {
        try {
            Response entries = redis.execute(
                    "XRANGE",
                    RedisKeys.EVENTS,
                    (position + 1) + "-0",
                    recent.newest() + "-0",
                    "COUNT",
                    Integer.toString(limit));
            return whole(position, entries);
        } catch (RuntimeException e) {
            LOG.debugf("the stream cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private List<Event> fromDatabase(long position, int limit) {
        List<Event> events = store.read(tx -> tx.events().after(position, limit));
        if (!events.isEmpty() && events.getFirst().position() != position + 1) {
            throw new Gone(position, events.getFirst().position());
        }
        return events;
    }

    /** The events of these entries; empty where they do not follow the position without a hole, or are not all there. */
    private static Optional<List<Event>> whole(long position, Response entries) {
        List<Event> events = new ArrayList<>();
        for (Response each : entries) {
            StreamEntry entry = StreamEntry.read(each);
            Optional<Event> event = entry.event();
            if (event.isEmpty() || entry.position() != position + events.size() + 1) {
                break;
            }
            events.add(event.get());
        }
        return events.isEmpty() ? Optional.empty() : Optional.of(events);
    }

    private void run() {
        boolean positioned = false;
        try {
            while (stop.getCount() > 0) {
                try {
                    if (!positioned) {
                        recent.restart(lastInDatabase());
                        positioned = true;
                    }
                    follow();
                } catch (Refusal refusal) {
                    // Said by the store.
                    stop.await(WITHOUT_REDIS.toMillis(), TimeUnit.MILLISECONDS);
                } catch (RuntimeException | Error e) {
                    LOG.error("following the log failed", e);
                    // What is known of it may be half of what was read.
                    positioned = false;
                    stop.await(1, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A stream that is ahead of the database is that of one that was restored since: what is in it never happened. */
    private void follow() throws InterruptedException {
        long newest = recent.newest();
        Optional<List<Event>> next = blockingRead(newest);
        if (next.isPresent() && lastInDatabase() >= next.get().getLast().position()) {
            recent.add(next.get());
        } else {
            catchUp(newest);
        }
    }

    /** Empty where nothing came in time, or not what follows. */
    private Optional<List<Event>> blockingRead(long newest) throws InterruptedException {
        Response streams;
        try {
            streams = redis.execute(
                    "XREAD",
                    "COUNT",
                    Integer.toString(BATCH),
                    "BLOCK",
                    BLOCK_MILLIS,
                    "STREAMS",
                    RedisKeys.EVENTS,
                    newest + "-0");
        } catch (RuntimeException e) {
            LOG.debugf("the stream cannot be read: %s", e.getMessage());
            stop.await(WITHOUT_REDIS.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        }
        return streams == null || streams.size() == 0
                ? Optional.empty()
                : whole(newest, streams.get(0).get(1));
    }

    /** Whatever the stream says: what the database has is what there is. */
    private void catchUp(long newest) {
        long inDatabase = lastInDatabase();
        if (inDatabase < newest) {
            // A database that was restored.
            recent.restart(inDatabase);
        } else if (inDatabase > newest) {
            List<Event> next = store.read(tx -> tx.events().after(newest, BATCH));
            if (!next.isEmpty() && next.getFirst().position() == newest + 1) {
                recent.add(next);
            } else {
                recent.restart(inDatabase);
            }
        }
    }

    private long lastInDatabase() {
        return store.read(tx -> tx.events().lastPosition());
    }
}

package dev.mosaicstack.redis;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.CommitListener;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Publication;
import dev.mosaicstack.core.store.Store;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Brings committed events into the stream, in commit order. It needs no memory of its own: the stream says how far it
 * is, the database what comes next. Any number of processes may do this at once; the script lets only the next one in.
 */
@Singleton
public final class StreamPublisher implements CommitListener, Publication {

    private static final Logger LOG = Logger.getLogger(StreamPublisher.class);
    private static final int BATCH = 500;
    private static final int UNKNOWN = -1;
    private static final long COMPARE_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final EventStream stream;
    private final int maxLength;
    private final JustCommitted justCommitted = new JustCommitted();
    private final Semaphore work = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().name("stream-publisher").daemon().unstarted(this::run);
    private volatile long publishedUpTo;
    private volatile long wholeAt;
    private volatile boolean everWhole;
    private volatile boolean away;
    private volatile boolean stopping;
    private Store store;
    private long compareAt = System.nanoTime();
    private long askedAt;
    private long numberedAt;
    private long end = UNKNOWN;
    private boolean mayStart;

    StreamPublisher(EventStream stream, RedisSettings settings) {
        this.stream = stream;
        this.maxLength = settings.stream().maxLength();
    }

    /** The store comes here and not earlier: it tells this listener of commits, so it cannot be there before it. */
    void start(@Observes StartupEvent event, Store database) {
        store = database;
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        work.release();
        thread.join(Duration.ofSeconds(2));
    }

    @Override
    public void committed(List<Event> events) {
        justCommitted.add(events);
        work.release();
    }

    @Override
    public long publishedUpTo() {
        return publishedUpTo;
    }

    /** False while Redis does not answer. */
    public boolean reachable() {
        return !away;
    }

    /** Whether all that was committed this long ago is in the stream, and was a moment ago. */
    boolean wholeWithin(Duration time) {
        return wholeSince(System.nanoTime() - time.toNanos());
    }

    /** Whether all that was committed before this time of {@link System#nanoTime()} was seen in the stream since. */
    boolean wholeSince(long nanoTime) {
        return everWhole && wholeAt - nanoTime > 0;
    }

    private void run() {
        while (true) {
            // Read before the round: what is committed before a stop is published by the last round.
            boolean last = stopping;
            boolean more = false;
            try {
                more = number();
                if (end == UNKNOWN || System.nanoTime() - compareAt >= 0) {
                    compareAt = System.nanoTime() + COMPARE_EVERY;
                    compare();
                }
                publish();
                back();
            } catch (Refusal refusal) {
                // The database's fault, and said by whoever asked it: Redis is not to blame.
                LOG.debugf("nothing can be published: %s", refusal.getMessage());
            } catch (RuntimeException e) {
                gone(e);
            } catch (Error e) {
                LOG.error("publishing failed", e);
                end = UNKNOWN;
                more = false;
            }
            if (last) {
                return;
            }
            if (!more) {
                pause();
            }
        }
    }

    /** No longer than to the next comparison: an emptied stream is noticed in time, however often something is committed. */
    private void pause() {
        try {
            work.tryAcquire(Math.max(0, compareAt - System.nanoTime()), TimeUnit.NANOSECONDS);
            work.drainPermits();
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** Is the stream where we think it is? The stream is read first: the database may only be ahead of it. */
    private void compare() {
        askedAt = System.nanoTime();
        long inStream = stream.lastPosition();
        long inDatabase = store.read(tx -> tx.events().lastPosition());
        if (inStream > inDatabase) {
            LOG.warnf("the stream is at %d, the database at %d: the stream is made again", inStream, inDatabase);
            stream.forget(inStream);
            inStream = UNKNOWN;
        }
        mayStart = inStream == UNKNOWN;
        end = mayStart ? Math.max(0, inDatabase - maxLength) : inStream;
        publishedUpTo = inStream == UNKNOWN ? 0 : inStream;
    }

    /**
     * Before Redis is asked for anything: whoever reads the log by position needs no Redis. One batch at a time: where
     * commits never pause there are always some without a position, and those that have one are to be published.
     *
     * @return whether there may be more
     */
    private boolean number() {
        long startedAt = System.nanoTime();
        boolean more = store.read(tx -> tx.events().unnumbered())
                && store.write(tx -> tx.events().number(BATCH)) == BATCH;
        if (!more) {
            numberedAt = startedAt;
        }
        return more;
    }

    /** Where the log ended, and what followed when it was read just after. */
    private record Look(long last, List<Event> next) {}

    private void publish() {
        while (end != UNKNOWN) {
            long before = end;
            long lookedAt = System.nanoTime();
            List<Event> next = justCommitted.after(before, BATCH);
            // What this process committed itself tells nothing of the others.
            long inDatabase = Long.MAX_VALUE;
            if (next.isEmpty()) {
                Look look = store.read(
                        tx -> new Look(tx.events().lastPosition(), tx.events().after(before, BATCH)));
                next = look.next();
                inDatabase = look.last();
            }
            if (next.isEmpty()) {
                whole();
                return;
            }
            askedAt = lookedAt;
            // Unknown again where somebody emptied the stream: it is compared anew, and filled from its beginning.
            end = stream.append(before, mayStart, next);
            mayStart = false;
            publishedUpTo = Math.max(0, end);
            // Where commits never pause there is no empty look; then this one is enough.
            if (end == next.getLast().position() && end >= inDatabase) {
                whole();
            }
        }
        compare();
        publish();
    }

    /**
     * Since Redis was last asked where the stream ends, not since now: it may have lost something after its answer. And
     * not since before positions were given: what was committed later may have none.
     */
    private void whole() {
        wholeAt = askedAt - numberedAt < 0 ? askedAt : numberedAt;
        everWhole = true;
    }

    private void gone(RuntimeException e) {
        end = UNKNOWN;
        if (!away) {
            away = true;
            LOG.warnf("Redis does not answer, events wait in the database: %s", e.getMessage());
        }
    }

    private void back() {
        if (away) {
            away = false;
            LOG.info("Redis answers again");
        }
    }
}

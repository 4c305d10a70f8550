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

    private final EventStream stream;
    private final int maxLength;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().name("stream-publisher").daemon().unstarted(this::run);
    private volatile long publishedUpTo;
    private volatile boolean away;
    private volatile boolean stopping;
    private Store store;
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

    private void run() {
        long compareAt = System.nanoTime();
        while (true) {
            // Read before the round: what is committed before a stop is published by the last round.
            boolean last = stopping;
            try {
                number();
                if (end == UNKNOWN || System.nanoTime() - compareAt >= 0) {
                    compare();
                    compareAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                }
                publish();
                back();
            } catch (Refusal refusal) {
                // The database's fault, and said by whoever asked it: Redis is not to blame.
                LOG.debugf("nothing can be published: %s", refusal.getMessage());
            } catch (RuntimeException e) {
                gone(e);
            }
            if (last) {
                return;
            }
            pause();
        }
    }

    private void pause() {
        try {
            work.tryAcquire(1, TimeUnit.SECONDS);
            work.drainPermits();
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** Is the stream where we think it is? The stream is read first: the database may only be ahead of it. */
    private void compare() {
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

    /** Before Redis is asked for anything: whoever reads the log by position needs no Redis. */
    private void number() {
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(BATCH));
        }
    }

    private void publish() {
        while (end != UNKNOWN) {
            long before = end;
            List<Event> next = store.read(tx -> tx.events().after(before, BATCH));
            if (next.isEmpty()) {
                return;
            }
            // Unknown again where somebody emptied the stream: it is compared anew, and filled from its beginning.
            end = stream.append(before, mayStart, next);
            mayStart = false;
            publishedUpTo = Math.max(0, end);
        }
        compare();
        publish();
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

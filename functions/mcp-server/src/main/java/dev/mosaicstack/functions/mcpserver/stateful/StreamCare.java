package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.mcp.McpSubscription;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.functions.mcpserver.McpSettings;
import dev.mosaicstack.functions.mcpserver.watch.Missed;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Looks after the sessions and their streams once a second, on one thread that begins with the first of them: what other
 * processes changed, who does not read.
 */
@Singleton
final class StreamCare {

    private static final Logger LOG = Logger.getLogger(StreamCare.class);

    /** In rounds, of a second each. */
    private static final int SAVES = 60;

    private static final int SIGNS = 60 * 60;

    /** Looked at again: clocks of two hosts differ, and what is written is not seen at once. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    /** Before the calls in flight are waited for: a stream never ends by itself. */
    private static final int FIRST = 1;

    private final OpenSessions open;
    private final EndedSessions ended;
    private final Upkeep upkeep;
    private final long beats;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch stop = new CountDownLatch(1);
    private int round;

    StreamCare(OpenSessions open, EndedSessions ended, Upkeep upkeep, McpSettings settings) {
        this.open = open;
        this.ended = ended;
        this.upkeep = upkeep;
        this.beats = Math.max(1, settings.keepAlive().toSeconds());
    }

    /** What the rounds need of the rest of the product. */
    @Singleton
    static final class Upkeep {

        private final Store store;
        private final Missed missed;
        private final Clock clock;
        private Instant known;

        Upkeep(Store store, Missed missed, Clock clock) {
            this.store = store;
            this.missed = missed;
            this.clock = clock;
            this.known = clock.instant();
        }

        /** Who comes from now on looks for itself. */
        void nobody() {
            known = clock.instant();
        }

        /**
         * Those that were made or given up, some of them not for the first time. What could not be read, or not be taken, is
         * there again the next time.
         */
        void changed(Consumer<McpSubscription> taker) {
            Instant now = clock.instant();
            store.read(tx -> tx.mcpSubscriptions().changedSince(known.minus(OVERLAP)))
                    .forEach(taker);
            known = now;
        }
    }

    /** Does nothing where it was called before. */
    void begin() {
        if (started.compareAndSet(false, true)) {
            Thread.ofPlatform().name("mcp-streams").daemon().start(this::run);
        }
    }

    void stop(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent event) {
        stop.countDown();
        open.stop();
    }

    private void run() {
        try {
            do {
                try {
                    care();
                } catch (RuntimeException e) {
                    // The database's fault, mostly, and said by the store: the next round does it all again.
                    LOG.debugf("a round of care for streams was broken off: %s", e.getMessage());
                } catch (Error e) {
                    LOG.error("a round of care for streams was broken off", e);
                }
            } while (!stop.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void care() {
        round++;
        ended.learn().forEach(open::end);
        if (open.all().isEmpty()) {
            upkeep.nobody();
            return;
        }
        long position = upkeep.missed.told();
        open.all().forEach(session -> session.settle(position));
        if (round % beats == 0) {
            open.all().forEach(session -> session.streams().forEach(SseStream::beat));
        }
        upkeep.changed(open::changed);
        if (round % SIGNS == 0) {
            open.all().forEach(OpenSession::saveAgain);
        }
        if (round % SAVES == 0) {
            open.save(open.all());
        }
    }
}

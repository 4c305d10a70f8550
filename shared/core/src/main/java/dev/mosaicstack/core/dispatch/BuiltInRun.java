package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.subscription.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Feeds a consumer of this product, in batches: what it makes of them and the cursor are one transaction. */
final class BuiltInRun implements Run {

    private static final Logger LOG = Logger.getLogger(BuiltInRun.class);
    private static final int BATCH = 100;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Subscription subscription;
    private final Lease lease;
    private final BuiltIn consumer;
    private final Store store;
    private final EventFeed feed;
    private final Recorder recorder;
    private final Ids ids;
    private final Clock clock;
    private final Attempts attempts;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean notDisabled;
    private volatile long validUntil;
    private long position;
    private long lookForParkedAt = System.nanoTime();

    BuiltInRun(Subscription subscription, Lease lease, BuiltIn consumer, Engine engine) {
        this.subscription = subscription;
        this.lease = lease;
        this.consumer = consumer;
        this.store = engine.store();
        this.feed = engine.feed();
        this.recorder = engine.recorder();
        this.ids = engine.ids();
        this.clock = engine.clock();
        this.attempts = new Attempts(subscription, engine);
        this.position = lease.position();
        this.thread =
                Thread.ofVirtual().name("consumer-" + subscription.consumer()).unstarted(this::run);
    }

    @Override
    public Lease lease() {
        return lease;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void extend(Duration valid) {
        validUntil = System.nanoTime() + valid.toNanos();
    }

    @Override
    public void stop(Duration longest) {
        stopped = true;
        try {
            thread.join(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean mustBeginAgain() {
        return notDisabled;
    }

    private void run() {
        try {
            while (!stopped) {
                try {
                    round();
                } catch (Refusal refusal) {
                    // Said by the store.
                    LOG.debugf("%s waits: %s", subscription.name(), refusal.getMessage());
                    Thread.sleep(LOOK);
                } catch (EventFeed.Gone gone) {
                    stopped = true;
                    notDisabled = !new Disabling(store, recorder, clock).gap(subscription, gone);
                } catch (RuntimeException e) {
                    LOG.errorf(e, "the consumer %s failed", consumer.name());
                    Thread.sleep(LOOK);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        if (System.nanoTime() - validUntil >= 0) {
            Thread.sleep(100);
            return;
        }
        if (System.nanoTime() - lookForParkedAt >= 0) {
            lookForParkedAt = System.nanoTime() + LOOK.toNanos();
            parked();
        }
        List<Event> next = feed.after(position, BATCH);
        if (next.isEmpty()) {
            feed.await(position, LOOK);
            return;
        }
        long began = System.nanoTime();
        take(next);
        // Whoever waits for an answer writes through the same writer: half of its time is theirs.
        LockSupport.parkNanos(System.nanoTime() - began);
    }

    /** All at once; where that fails, one by one, so that one that cannot be taken keeps none of the others. */
    private void take(List<Event> events) {
        try {
            save(events, events.getLast().position());
        } catch (Refusal.Unavailable away) {
            throw away;
        } catch (RuntimeException e) {
            for (Event event : events) {
                takeOrBury(event);
            }
        }
    }

    private void takeOrBury(Event event) {
        try {
            save(List.of(event), event.position());
        } catch (Refusal.Unavailable away) {
            throw away;
        } catch (RuntimeException e) {
            LOG.errorf(e, "the consumer %s cannot take event %s", consumer.name(), event.id());
            bury(event, e, List.of());
        }
    }

    private void save(List<Event> events, long upTo) {
        List<Event> wanted =
                events.stream().filter(subscription.filter()::matches).toList();
        Progress progress = Progress.of(upTo, wanted.size());
        if (store.write(tx -> {
            boolean mine = tx.dispatches().save(lease, progress, clock.instant());
            if (mine && !wanted.isEmpty()) {
                consumer.take(tx, wanted);
            }
            return mine;
        })) {
            position = upTo;
        } else {
            stopped = true;
        }
    }

    private void bury(Event event, RuntimeException cause, List<Long> finished) {
        Instant now = clock.instant();
        var letter = new DeadLetter(
                ids.next(),
                subscription.id(),
                event.position(),
                event.id(),
                event.type(),
                event.subject(),
                1,
                null,
                String.valueOf(cause),
                null,
                now);
        long upTo = Math.max(position, event.position());
        var progress =
                new Progress(upTo, 0, 1, String.valueOf(cause), null, List.of(), List.of(), finished, List.of(letter));
        if (store.write(tx -> tx.dispatches().save(lease, progress, now))) {
            position = upTo;
        } else {
            stopped = true;
        }
    }

    /** Dead letters that somebody wants to have taken again. */
    private void parked() {
        for (Parked parked : store.read(tx -> tx.dispatches().due(subscription.id(), clock.instant(), BATCH))) {
            store.read(tx -> tx.events().find(parked.eventId()))
                    .ifPresentOrElse(event -> again(parked, event), () -> vanished(parked));
        }
    }

    /** Its event is not kept any more: for ever due, it would keep the log from being forgotten. */
    private void vanished(Parked parked) {
        var progress = new Progress(
                position,
                0,
                0,
                null,
                null,
                List.of(),
                List.of(),
                List.of(parked.position()),
                List.of(attempts.gone(parked)));
        store.write(tx -> tx.dispatches().save(lease, progress, clock.instant()));
    }

    private void again(Parked parked, Event event) {
        List<Long> finished = List.of(parked.position());
        var progress = new Progress(position, 1, 0, null, null, List.of(), List.of(), finished, List.of());
        try {
            store.write(tx -> {
                if (tx.dispatches().save(lease, progress, clock.instant())) {
                    consumer.take(tx, List.of(event));
                }
                return null;
            });
        } catch (Refusal.Unavailable away) {
            throw away;
        } catch (RuntimeException e) {
            bury(event, e, finished);
        }
    }
}

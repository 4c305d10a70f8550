package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.subscription.Subscription;
import java.time.Duration;
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
    private final Disabling disabling;
    private final Attempts attempts;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean notDisabled;
    private volatile boolean broken;
    private volatile long validUntil;
    private long position;
    private long lookForParkedAt = System.nanoTime();

    BuiltInRun(Subscription subscription, Lease lease, BuiltIn consumer, Engine engine) {
        this.subscription = subscription;
        this.lease = lease;
        this.consumer = consumer;
        this.store = engine.store();
        this.feed = engine.feed();
        this.disabling = new Disabling(engine.store(), engine.recorder(), engine.clock());
        this.attempts = new Attempts(subscription, engine);
        this.position = lease.position();
        this.thread =
                Thread.ofVirtual().name("consumer-" + subscription.consumer()).unstarted(this::run);
    }

    @Override
    public Subscription subscription() {
        return subscription;
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
        return notDisabled || broken;
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
                    notDisabled = !disabling.gap(subscription, gone);
                } catch (RuntimeException e) {
                    LOG.errorf(e, "the consumer %s failed", consumer.name());
                    Thread.sleep(LOOK);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            // Begun again, it is sure of its position.
            broken = true;
            LOG.errorf(e, "the consumer %s begins again", consumer.name());
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
        save(Progress.of(upTo, wanted.size()), wanted);
    }

    private void bury(Event event, RuntimeException cause, List<Long> finished) {
        var outcome = new Sender.Outcome.Failed(String.valueOf(cause));
        var done = new Unsaved();
        done.failed(outcome.error());
        done.bury(attempts.deadLetter(event, 1, outcome));
        finished.forEach(done::finish);
        save(done.take(Math.max(position, event.position()), null), List.of());
    }

    /** Dead letters that somebody wants to have taken again. */
    private void parked() {
        for (Parked parked : store.read(tx -> tx.dispatches().due(subscription.id(), attempts.now(), BATCH))) {
            store.read(tx -> tx.events().find(parked.eventId()))
                    .ifPresentOrElse(event -> again(parked, event), () -> vanished(parked));
        }
    }

    /** Its event is not kept any more: for ever due, it would keep the log from being forgotten. */
    private void vanished(Parked parked) {
        var done = new Unsaved();
        done.bury(attempts.gone(parked));
        done.finish(parked.position());
        save(done.take(position, null), List.of());
    }

    private void again(Parked parked, Event event) {
        var done = new Unsaved();
        done.delivered();
        done.finish(parked.position());
        try {
            save(done.take(position, null), List.of(event));
        } catch (Refusal.Unavailable away) {
            throw away;
        } catch (RuntimeException e) {
            bury(event, e, List.of(parked.position()));
        }
    }

    /** What was done and what the consumer makes of these events, all or nothing; where the lease is lost, nothing. */
    private void save(Progress progress, List<Event> wanted) {
        boolean mine = store.write(tx -> {
            boolean held = tx.dispatches().save(lease, progress, attempts.now());
            if (held && !wanted.isEmpty()) {
                consumer.take(tx, wanted);
            }
            return held;
        });
        if (mine) {
            position = progress.position();
        } else {
            stopped = true;
        }
    }
}

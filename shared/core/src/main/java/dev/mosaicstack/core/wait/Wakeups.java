package dev.mosaicstack.core.wait;

import dev.mosaicstack.core.Timing;
import dev.mosaicstack.core.event.CommitListener;
import dev.mosaicstack.core.event.Event;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets calls wait for a change. Events of this process wake them at once, those of other processes through the stream;
 * and because both may be missed, and time itself makes work ready (a backoff that ends), they look again now
 * and then.
 */
@Singleton
public final class Wakeups implements CommitListener {

    private final Map<String, Set<Semaphore>> waiting = new ConcurrentHashMap<>();
    private final long lookAgainNanos;
    private volatile boolean draining;

    public Wakeups(Timing timing) {
        this.lookAgainNanos = timing.lookAgain().toNanos();
    }

    /**
     * Tries until there is something, the caller's patience ends or it leaves, or this process stops.
     *
     * @param attempt MUST be quick and free of effect while it returns empty
     */
    public <T> Optional<T> await(Collection<String> topics, Patience patience, Supplier<Optional<T>> attempt) {
        Optional<T> first = patience.gone() ? Optional.empty() : attempt.get();
        if (first.isPresent() || patience.leftNanos() == 0 || draining) {
            return first;
        }
        var signal = new Semaphore(0);
        patience.onLeave(signal::release);
        topics.forEach(topic -> add(topic, signal));
        try {
            return retry(signal, patience, attempt);
        } finally {
            topics.forEach(topic -> remove(topic, signal));
        }
    }

    private <T> Optional<T> retry(Semaphore signal, Patience patience, Supplier<Optional<T>> attempt) {
        // Registered first, then looked: what was committed in between is either seen or signalled.
        while (!patience.gone()) {
            Optional<T> found = attempt.get();
            long left = patience.leftNanos();
            if (found.isPresent() || left == 0 || draining) {
                return found;
            }
            try {
                if (signal.tryAcquire(Math.min(left, lookAgainNanos), TimeUnit.NANOSECONDS)) {
                    signal.drainPermits();
                }
                patience.stillWaiting();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void add(String topic, Semaphore signal) {
        waiting.compute(topic, (t, signals) -> {
            Set<Semaphore> all = signals == null ? ConcurrentHashMap.newKeySet() : signals;
            all.add(signal);
            return all;
        });
    }

    private void remove(String topic, Semaphore signal) {
        waiting.computeIfPresent(topic, (t, signals) -> {
            signals.remove(signal);
            return signals.isEmpty() ? null : signals;
        });
    }

    public void signal(String topic) {
        Set<Semaphore> signals = waiting.get(topic);
        if (signals != null) {
            signals.forEach(Semaphore::release);
        }
    }

    @Override
    public void committed(List<Event> events) {
        for (Event event : events) {
            event.topics().forEach(this::signal);
        }
    }

    public boolean anyoneWaits() {
        return !waiting.isEmpty();
    }

    /** Ends every wait now and allows no new one: the process is about to stop. */
    public void drain() {
        draining = true;
        waiting.keySet().forEach(this::signal);
    }
}

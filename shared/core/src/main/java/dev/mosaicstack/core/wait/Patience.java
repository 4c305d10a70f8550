package dev.mosaicstack.core.wait;

import dev.mosaicstack.core.input.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a caller waits, and whether it still does: a client that left must not be given work. */
public final class Patience {

    /** Longest wait of one call, in seconds. */
    public static final int MAX_SECONDS = 30;

    /** What {@code waitSeconds} is, for its {@link dev.mosaicstack.core.input.Field}. */
    public static final String WAIT = "How long to wait for it, in seconds; 0 where left out";

    private final long untilNanos;
    private final List<Runnable> onLeave = new ArrayList<>();
    private Runnable whileWaiting = () -> {};
    private boolean gone;

    private Patience(Duration wait) {
        this.untilNanos = System.nanoTime() + wait.toNanos();
    }

    public static Patience none() {
        return new Patience(Duration.ZERO);
    }

    public static Patience of(Duration wait) {
        return new Patience(wait);
    }

    /** @param seconds 0 to {@value #MAX_SECONDS}; null is 0 */
    public static Patience of(Check check, Integer seconds) {
        return new Patience(Duration.ofSeconds(check.number("waitSeconds", seconds, 0, MAX_SECONDS, 0)));
    }

    /** False where the caller wants to know how things are now. */
    public boolean waits() {
        return leftNanos() > 0;
    }

    /** Not negative. */
    long leftNanos() {
        return Math.max(0, untilNanos - System.nanoTime());
    }

    public synchronized boolean gone() {
        return gone;
    }

    /** The caller hung up. */
    public void leave() {
        List<Runnable> listeners;
        synchronized (this) {
            gone = true;
            listeners = List.copyOf(onLeave);
        }
        listeners.forEach(Runnable::run);
    }

    /** Called now and then during the wait; MUST be quick. */
    public void whileWaiting(Runnable sign) {
        whileWaiting = sign;
    }

    void stillWaiting() {
        whileWaiting.run();
    }

    synchronized void onLeave(Runnable listener) {
        onLeave.add(listener);
    }
}

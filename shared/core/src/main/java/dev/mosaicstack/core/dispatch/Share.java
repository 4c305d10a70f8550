package dev.mosaicstack.core.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many subscriptions one of several dispatchers takes. Each takes its even share at once. What nobody took for a while
 * anybody takes, share or not: some of those that are counted may be dead. Who has too many gives some back, but only after
 * longer than a dead one is counted.
 */
final class Share {

    private static final Duration NOBODY_TAKES_IT = Duration.ofSeconds(3);

    private final Duration deadAreCounted;
    private final Map<String, Long> freeSince = new HashMap<>();
    private long tooManySince;

    Share(Duration deadAreCounted) {
        this.deadAreCounted = deadAreCounted;
    }

    /**
     * Those to be claimed now.
     *
     * @param free that nobody works on, the one that waits longest first
     * @param fair an even share; @param mine how many this one has
     * @param nanos of {@link System#nanoTime()}
     */
    List<String> take(List<String> free, int mine, int fair, long nanos) {
        freeSince.keySet().retainAll(free);
        free.forEach(subscription -> freeSince.putIfAbsent(subscription, nanos));
        List<String> take = new ArrayList<>();
        for (String subscription : free) {
            boolean left = nanos - freeSince.get(subscription) >= NOBODY_TAKES_IT.toNanos();
            if (left || mine + take.size() < fair) {
                take.add(subscription);
            }
        }
        return take;
    }

    /** How many to give back now. */
    int giveBack(int mine, int fair, long nanos) {
        if (mine <= fair) {
            tooManySince = nanos;
            return 0;
        }
        return nanos - tooManySince > deadAreCounted.toNanos() ? mine - fair : 0;
    }
}

package dev.mosaicstack.functions.mcpserver.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tells of resources that change all the time: at once, but then no more than once a second. Not for several threads. */
final class Paced {

    static final Duration BETWEEN = Duration.ofSeconds(1);

    private static final class Pace {
        private Instant next = Instant.MIN;
        private final Set<Watcher> later = new HashSet<>();
    }

    private final Clock clock;
    private final Map<String, Pace> paces = new HashMap<>();

    Paced(Clock clock) {
        this.clock = clock;
    }

    /** It is told by the next {@link #tell}, or by the first one after its second is over. */
    void changed(String uri, Watcher watcher) {
        paces.computeIfAbsent(uri, u -> new Pace()).later.add(watcher);
    }

    void tell() {
        Instant now = clock.instant();
        Instant latest = now.plus(BETWEEN);
        paces.forEach((uri, pace) -> {
            // Where the clock was set back it would be much later.
            pace.next = pace.next.isAfter(latest) ? latest : pace.next;
            if (!pace.later.isEmpty() && !now.isBefore(pace.next)) {
                pace.later.forEach(watcher -> watcher.resource(uri));
                pace.later.clear();
                pace.next = latest;
            }
        });
    }

    /** How long nothing is to be told, at most {@code longest}. */
    Duration quiet(Duration longest) {
        Instant now = clock.instant();
        return paces.values().stream()
                .filter(pace -> !pace.later.isEmpty())
                .map(pace -> Duration.between(now, pace.next))
                .reduce(longest, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }
}

package dev.mosaicstack.functions.mcpserver.watch;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.event.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An event log in memory that can be lost, cut and restored. */
final class GivenLog implements EventFeed {

    private final List<Event> events = new ArrayList<>();
    private long before;
    private boolean away;
    private Error error;

    synchronized void add(String subject, String session) {
        long position = before + events.size() + 1;
        events.add(new Event(
                position,
                "id-" + position,
                "dev.mosaicstack.mcp.something",
                Recorder.OWN_SOURCE,
                subject,
                Instant.EPOCH,
                session,
                null,
                null,
                null,
                "{}"));
        notifyAll();
    }

    /** The log ends earlier than it did. */
    synchronized void restoreTo(long position) {
        events.removeIf(event -> event.position() > position);
    }

    /** What there is up to now is kept no more. */
    synchronized void forgetAll() {
        before += events.size();
        events.clear();
    }

    /** The position before the oldest that is kept. */
    synchronized long begin() {
        return before;
    }

    synchronized void away(boolean now) {
        away = now;
    }

    /** The next who reads meets it. */
    synchronized void failWith(Error once) {
        error = once;
    }

    synchronized long end() {
        if (away) {
            throw new Refusal.Unavailable("DATABASE_UNAVAILABLE", "away", Duration.ofSeconds(1));
        }
        return before + events.size();
    }

    @Override
    public synchronized List<Event> after(long position, int limit) {
        if (error != null) {
            Error once = error;
            error = null;
            throw once;
        }
        if (position > end()) {
            return List.of();
        }
        if (position < before) {
            throw new Gone(position, before + 1);
        }
        return events.stream()
                .filter(event -> event.position() > position)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void await(long position, Duration longest) throws InterruptedException {
        if (before + events.size() <= position) {
            TimeUnit.MILLISECONDS.timedWait(this, Math.min(20, Math.max(1, longest.toMillis())));
        }
    }
}

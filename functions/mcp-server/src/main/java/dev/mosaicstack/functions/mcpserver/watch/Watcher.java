package dev.mosaicstack.functions.mcpserver.watch;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * One who watches. It is told on a thread of its own that lives only while there is something to tell, so that whoever
 * is slow holds nobody up; what changes again before it was told is told once, so that nobody gets behind for ever.
 */
final class Watcher implements Changes.Watch {

    private static final Logger LOG = Logger.getLogger(Watcher.class);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** Of a resource, or else of a subject. */
    private record Change(boolean resource, String name) {}

    private final Caller caller;
    private final Set<String> uris;
    private final Set<String> subjects;
    private final Changes.Listener listener;
    private final Index index;
    private final Set<Change> changes = new LinkedHashSet<>();
    private boolean telling;
    private boolean closed;

    Watcher(Caller caller, Set<String> uris, Set<String> subjects, Changes.Listener listener, Index index) {
        this.caller = caller;
        this.uris = Set.copyOf(uris);
        this.subjects = Set.copyOf(subjects);
        this.listener = listener;
        this.index = index;
    }

    Set<String> uris() {
        return uris;
    }

    Set<String> subjects() {
        return subjects;
    }

    /** An agent does not even learn that something happened elsewhere. */
    boolean mayKnowOf(Event event) {
        return caller.sees(event.sessionId());
    }

    void resource(String uri) {
        tell(new Change(true, uri));
    }

    void subject(String subject) {
        tell(new Change(false, subject));
    }

    /** After this, what it may not have been told of is nothing. */
    void everything() {
        uris.forEach(this::resource);
        subjects.forEach(this::subject);
    }

    private synchronized void tell(Change change) {
        if (!closed && changes.add(change) && !telling) {
            telling = true;
            Thread.startVirtualThread(this::run);
        }
    }

    private void run() {
        for (List<Change> next = next(); !next.isEmpty(); next = next()) {
            next.forEach(this::listen);
        }
    }

    private synchronized List<Change> next() {
        List<Change> next = closed ? List.of() : List.copyOf(changes);
        changes.clear();
        telling = !next.isEmpty();
        return next;
    }

    private void listen(Change change) {
        try {
            if (change.resource()) {
                listener.resourceChanged(change.name());
            } else {
                listener.subjectChanged(change.name());
            }
        } catch (Refusal.Unavailable away) {
            again(change);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "one who watches failed to take that %s changed", change.name());
        }
    }

    /** What it takes to tell of it is away for the moment: nobody else would tell of it later. */
    private void again(Change change) {
        synchronized (this) {
            if (closed) {
                return;
            }
            changes.add(change);
        }
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }

    @Override
    public void close() {
        index.remove(this);
        synchronized (this) {
            closed = true;
            changes.clear();
        }
    }
}

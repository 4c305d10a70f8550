package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.watch.Changes;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A session with a stream in this process. A message goes to one stream of a session and not to all (2025-11-25,
 * transports): to the newest, since a client that lost one opens another before the loss is noticed here.
 */
final class OpenSession implements Changes.Listener {

    private static final int MOST = 4;

    private final String id;
    private final Caller caller;
    private final Changes changes;
    private final Deque<SseStream> streams = new ConcurrentLinkedDeque<>();
    private final Map<String, Changes.Watch> watches = new ConcurrentHashMap<>();
    private volatile boolean over;
    private boolean complete;
    private long told;
    private long settling;
    private long saved;

    OpenSession(String id, Caller caller, Changes changes) {
        this.id = id;
        this.caller = caller;
        this.changes = changes;
    }

    String id() {
        return id;
    }

    Caller caller() {
        return caller;
    }

    /** Of too many the oldest ends: that many of them are lost connections whose loss was not noticed here. */
    void add(SseStream stream) {
        streams.addFirst(stream);
        if (streams.size() > MOST) {
            streams.removeLast().end();
        }
    }

    /** @return whether that was the last one */
    boolean remove(SseStream stream) {
        streams.remove(stream);
        return streams.isEmpty();
    }

    List<SseStream> streams() {
        return List.copyOf(streams);
    }

    /** @return false where it did already */
    boolean watch(String uri) {
        if (watches.containsKey(uri)) {
            return false;
        }
        Changes.Watch watch = changes.watch(caller, Set.of(uri), Set.of(), this);
        Changes.Watch other = watches.putIfAbsent(uri, watch);
        if (other != null) {
            watch.close();
        }
        if (over) {
            // Its last stream closed meanwhile, and nobody will ask for this again.
            unwatch(uri);
        }
        return other == null;
    }

    void unwatch(String uri) {
        Changes.Watch watch = watches.remove(uri);
        if (watch != null) {
            watch.close();
        }
    }

    /** It has no stream any more; from now on nothing is watched. */
    void unwatchAll() {
        over = true;
        watches.keySet().forEach(this::unwatch);
    }

    @Override
    public void resourceChanged(String uri) {
        SseStream newest = streams.peekFirst();
        if (newest != null && watches.containsKey(uri)) {
            newest.updated(uri);
        }
    }

    @Override
    public void subjectChanged(String subject) {
        throw new IllegalStateException("nothing but resources is watched here");
    }

    /** All it subscribed to is watched, and it is told of all that it missed. */
    synchronized void complete() {
        complete = true;
    }

    synchronized boolean isComplete() {
        return complete;
    }

    /** Now and then, with where the log is: what was on its way the last time and waits no more was told. */
    synchronized void settle(long position) {
        if (complete && streams.stream().allMatch(SseStream::idle)) {
            told = Math.max(told, settling);
        }
        settling = complete ? position : 0;
    }

    /** From time to time it is news again: what nobody says anything of is forgotten. */
    synchronized void saveAgain() {
        saved = 0;
    }

    /** Up to where the client was told for sure, where that is news; 0 else. */
    synchronized long toSave() {
        if (told <= saved || watches.isEmpty()) {
            return 0;
        }
        saved = told;
        return told;
    }
}

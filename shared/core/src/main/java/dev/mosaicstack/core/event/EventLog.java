package dev.mosaicstack.core.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The event rows, seen from inside a transaction. */
public interface EventLog {

    /**
     * Adds the event at the end; MUST be called after the rows it tells of were written, so that their locks order it.
     * Where writers are concurrent it has no position before {@link #number}.
     */
    void append(Event event);

    /** MUST make others who ask for one of these sources wait for this transaction; for batches, which could get entangled. */
    void alone(Set<String> sources);

    Optional<Event> find(String id);

    /** The newest {@code limit} events that we ourselves made about one subject, oldest first. */
    List<Event> ofSubject(String subject, int limit);

    /** Up to {@code limit} events after {@code position}, in order; fewer, but at least one, where their data is large. */
    List<Event> after(long position, int limit);

    /** Up to {@code limit} events after {@code position}, in order and without their data, which is null. */
    List<Event> heads(long position, int limit);

    /** True where committed events wait for their position, because writers are concurrent. */
    boolean unnumbered();

    /**
     * Gives up to {@code limit} committed events their positions, in the order in which they were written. Any number of
     * processes may do so: they do it one after the other.
     *
     * @return how many
     */
    int number(int limit);

    /** The position of the newest event; 0 where there is none. */
    long lastPosition();

    /** Positions of the oldest events that happened at {@code before} or earlier, in order; never the newest event's. */
    List<Long> happenedBefore(Instant before, int limit);

    void forget(long position);
}

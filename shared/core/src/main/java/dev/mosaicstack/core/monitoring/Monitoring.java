package dev.mosaicstack.core.monitoring;

import java.time.Instant;
import java.util.List;

/** What is counted, how the subscriptions are doing, and how much there is of everything, seen from inside a transaction. */
public interface Monitoring {

    /**
     * How a subscription is doing.
     *
     * @param lag events of the log that it has still before it, those that it does not want included
     * @param oldestAt when the oldest of them happened, or of those that are parked; null where there is none
     * @param delivered attempts that succeeded
     * @param failed attempts that did not
     */
    record Standing(
            String name,
            boolean active,
            long lag,
            Instant oldestAt,
            long delivered,
            long failed,
            long parked,
            long dead) {}

    /** Adds to what is counted of that type. @return false where nothing is: nothing was changed */
    boolean add(EventCount more);

    void insert(EventCount first);

    /** How many types are counted. */
    int types();

    /** By type. */
    List<EventCount> counts();

    /** Of every subscription, the disabled ones included, by id. */
    List<Standing> standings();

    /** How much there is of everything; tasks that are to be tried again later than {@code now} do not wait yet. */
    Census census(Instant now);
}

package dev.mosaicstack.core.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far each subscription is and who works on it, seen from inside a transaction. */
public interface Dispatches {

    /**
     * How a subscription is doing.
     *
     * @param owner the dispatcher that works on it; null where none does
     * @param parked events that wait for another attempt, or behind one
     * @param parkedFrom position of the oldest of them; null where there is none
     */
    record Status(
            String subscriptionId,
            long position,
            String owner,
            Instant leaseUntil,
            long delivered,
            long failed,
            Instant deliveredAt,
            Instant failedAt,
            String lastError,
            Instant pausedUntil,
            long parked,
            Long parkedFrom,
            long dead) {}

    /** Begins at {@code position}: the first event after it is the first that is delivered. */
    void open(String subscriptionId, long position);

    /** As {@link #open}, for one that is there. Who works on it loses it. */
    void restart(String subscriptionId, long position);

    /** With the subscription. Who works on it loses it; what is parked is removed by {@link #forgetClosed}. */
    void close(String subscriptionId);

    Optional<Status> status(String subscriptionId);

    /** Says that this dispatcher is there until {@code until}. @return how many are there at {@code now}, it included */
    int present(String dispatcher, Instant now, Instant until);

    /** Those that are there or hold something, dead ones too. */
    List<String> dispatchers();

    /** It is gone, and holds nothing any more. */
    void absent(String dispatcher);

    /** Ids of active subscriptions that nobody works on, or whose dispatcher let its lease run out; longest first. */
    List<String> free(Instant now, int limit);

    /** Empty where somebody else was faster. */
    Optional<Lease> claim(String subscriptionId, String dispatcher, Instant now, Instant until);

    /** @return false where the lease is lost, or the subscription is not active any more */
    boolean renew(Lease lease, Instant until);

    /** @return false where the lease is lost: nothing was changed */
    boolean save(Lease lease, Progress progress, Instant now);

    /** Does nothing where it is lost. */
    void release(Lease lease);

    /** Gives the first of each lane a time, where whoever should have did not live to do so. */
    void promote(String subscriptionId, Instant now);

    /** Lets those that wait for a later time be tried at once. */
    void hasten(String subscriptionId, Instant now);

    /** Every lane that has something parked. */
    List<String> lanes(String subscriptionId);

    /** The first of their lanes whose time has come, oldest first. */
    List<Parked> due(String subscriptionId, Instant now, int limit);

    /** What is parked of one lane, in order. */
    List<Parked> ofLane(String subscriptionId, String lane, int limit);

    /** Parks one that may be tried at once. */
    void park(String subscriptionId, Parked parked);

    /** Whether something is left of subscriptions that are no more. */
    boolean anyClosed();

    /** Removes up to {@code limit} parked events of subscriptions that are no more. @return how many */
    int forgetClosed(int limit);

    /** The lowest position that an active subscription still needs, parked events included; empty where none needs any. */
    Optional<Long> needed();

    /** Ids of active subscriptions that still need this position or an earlier one. */
    List<String> needing(long position);
}

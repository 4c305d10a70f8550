package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.subscription.Subscription;
import java.time.Duration;

/** The work on one subscription, for as long as this process holds its lease. */
interface Run {

    /** As it was when this began: a change of it is for another run. */
    Subscription subscription();

    Lease lease();

    void start();

    /** The lease is good for this long from now on. Without this call nothing is begun once that time is over. */
    void extend(Duration valid);

    /**
     * It ended by itself, and nothing that is written down says so: whoever begins it again finds what ended it, or an Error
     * did that was none of its own.
     */
    boolean mustBeginAgain();

    /** Begins nothing any more, waits for what is under way, at most this long, and writes down how far it came. */
    void stop(Duration longest);
}

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

    /** It ended by itself and could not write down why: whoever begins it again will find the same. */
    boolean mustBeginAgain();

    /** Begins nothing any more, waits for what is under way, at most this long, and writes down how far it came. */
    void stop(Duration longest);
}

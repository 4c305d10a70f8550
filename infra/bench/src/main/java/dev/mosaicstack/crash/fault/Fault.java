package dev.mosaicstack.crash.fault;

import java.time.Duration;

/** Something that goes wrong under a running product, and goes away again. */
public interface Fault {

    /** As it is named on the command line. */
    String name();

    /** Comes back at once; the damage lasts. */
    void inject();

    /** Ends it. Comes back when all that was hurt runs again. */
    void heal();

    /** What the product owes its callers while it lasts. */
    Duty duty();

    /** How long it lasts, in a long run and in a short one. */
    default Duration lasts(boolean shortly) {
        return Duration.ofSeconds(shortly ? 1 : 3);
    }

    /** A promise about the time of the damage itself. */
    enum Duty {
        /** There is nobody to answer. */
        NOTHING,
        /** Calls are acknowledged as ever: the database is the truth. */
        ACKNOWLEDGE,
        /** Writes are refused with 503 at least once: otherwise the damage did not arrive. */
        REFUSE
    }
}

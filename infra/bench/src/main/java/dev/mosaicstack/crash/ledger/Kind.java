package dev.mosaicstack.crash.ledger;

import java.util.Locale;

/** What is counted, a row of the table each. */
public enum Kind {
    DELIVERIES,
    TASKS,
    CLAIMS,
    COMPLETIONS,
    FAILURES,
    REQUESTS,
    REPLIES,
    SESSIONS,
    EVENTS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

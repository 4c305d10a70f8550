package dev.mosaicstack.core.backup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a run does with the repository of its policy. */
public enum Kind {
    BACKUP,
    /** Whether everything that the snapshots refer to is there. */
    STRUCTURE,
    /** As {@link #STRUCTURE}, and reads a part of the data. */
    DATA,
    /** Restores the newest snapshots and compares them. */
    DRILL,
    RESTORE;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** Whether it is done again and again, so that it can be overdue. */
    public boolean recurs() {
        return this != RESTORE;
    }
}

package dev.mosaicstack.core.notify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How bad it is; the order is the meaning. */
public enum Severity {
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /** As it is written in JSON, in settings and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Severity> of(String text) {
        return Arrays.stream(values())
                .filter(severity -> severity.text().equalsIgnoreCase(text.strip()))
                .findFirst();
    }

    public boolean atLeast(Severity least) {
        return compareTo(least) >= 0;
    }
}

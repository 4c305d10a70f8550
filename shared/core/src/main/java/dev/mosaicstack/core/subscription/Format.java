package dev.mosaicstack.core.subscription;

import java.util.Locale;

/** How an event is put into an HTTP request; CloudEvents 1.0, HTTP protocol binding, 3. */
public enum Format {
    /** Attributes are headers, the body is the data. */
    BINARY,
    /** The body is the whole event as JSON. */
    STRUCTURED;

    /** As it is written in JSON and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Format of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

package dev.mosaicstack.core.access;

import java.util.Locale;

/** What a token may do; {@link Call} holds the table. */
public enum Role {
    ADMIN,
    CLIENT,
    AGENT,
    VIEWER;

    /** As it is written in JSON and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

package dev.mosaicstack.core.webhook;

import java.util.Locale;

/**
 * Which product sent a webhook, told by the headers only that product adds. In this order, since each product also
 * sends the headers of those behind it: Forgejo all of them, Gitea all but Forgejo's, Gogs its own and GitHub's.
 */
enum Forge {
    FORGEJO("X-Forgejo-"),
    GITEA("X-Gitea-"),
    GOGS("X-Gogs-"),
    GITHUB("X-GitHub-"),
    UNKNOWN("");

    private final String prefix;

    Forge(String prefix) {
        this.prefix = prefix;
    }

    static Forge of(Headers headers) {
        for (Forge forge : values()) {
            if (forge == UNKNOWN || headers.has(forge.prefix + "Event") || headers.has(forge.prefix + "Delivery")) {
                return forge;
            }
        }
        return UNKNOWN;
    }

    /** The exact event ({@code pull_request_label}); null where the forge does not send it. */
    static String exactEvent(Headers headers) {
        return first(headers, "Event-Type");
    }

    /** The event's group ({@code pull_request}); null where the forge left it empty. */
    static String eventGroup(Headers headers) {
        return first(headers, "Event");
    }

    /** The forge's own name for this attempt; null where there is none. */
    static String delivery(Headers headers) {
        return first(headers, "Delivery");
    }

    private static String first(Headers headers, String suffix) {
        return headers.firstOf(
                FORGEJO.prefix + suffix, GITEA.prefix + suffix, GOGS.prefix + suffix, GITHUB.prefix + suffix);
    }

    /** As it stands in our data: {@code gitea}. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.mosaicstack.functions.metricsscrape.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be looked at, with the settings that mean something there, beside those that every kind has. */
public enum Kind {
    PROMETHEUS("url", "user", "password", "password-file", "token", "token-file", "most-bytes"),
    HTTP("url", "user", "password", "password-file", "token", "token-file", "status"),
    POSTGRESQL("url", "user", "password", "password-file"),
    MARIADB("url", "user", "password", "password-file"),
    REDIS("url", "user", "password", "password-file", "streams"),
    HOST("paths"),
    MOSAIC;

    private final Set<String> own;

    Kind(String... own) {
        this.own = Set.of(own);
    }

    /** As it is in the settings. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean has(String setting) {
        return own.contains(setting);
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException where there is none of that name */
    static Kind of(String key, String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(() -> Wrong.because(key + "kind " + (text.isEmpty() ? "is missing" : "is \"" + text + "\"")
                        + " and must be one of "
                        + Arrays.stream(values()).map(Kind::text).collect(Collectors.joining(", "))));
    }
}

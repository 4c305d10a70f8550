package dev.mosaicstack.functions.metricsscrape.rule.words;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a summary shows a value: the same letters as Prometheus 2.42 (template/template.go). */
enum Format {
    /** All digits that there are. */
    PLAIN("") {
        @Override
        String text(double value) {
            return Digits.shortest(value);
        }
    },

    /** {@code 12.35M}, {@code 15m} */
    HUMANIZE("humanize") {
        @Override
        String text(double value) {
            return withPrefix(value, "");
        }
    },

    /** {@code 1d 2h 3m 4s}, {@code 1.5s}, {@code 12ms} */
    DURATION("humanizeDuration") {
        @Override
        String text(double value) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                return Digits.four(value);
            }
            return value == 0 || Math.abs(value) < 1 ? withPrefix(value, "s") : clock(value);
        }
    },

    /** {@code 93.75%} */
    PERCENTAGE("humanizePercentage") {
        @Override
        String text(double value) {
            return Digits.four(value * 100) + "%";
        }
    },

    /** {@code 2026-11-21 03:00:00 +0000 UTC} of seconds since 1970 */
    TIMESTAMP("humanizeTimestamp") {
        @Override
        String text(double value) {
            // What nanoseconds cannot hold is an error there.
            return Math.abs(value) < 9e9 ? TIME.format(instant(value)) : Digits.four(value);
        }
    };

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral(" +0000 UTC")
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private static final String[] LARGE = {"", "k", "M", "G", "T", "P", "E", "Z", "Y"};
    private static final String[] SMALL = {"", "m", "u", "n", "p", "f", "a", "z", "y"};

    private final String text;

    Format(String text) {
        this.text = text;
    }

    abstract String text(double value);

    /** @param text empty for {@code PLAIN} */
    static Optional<Format> of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text.equals(text))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values())
                .filter(format -> format != PLAIN)
                .map(format -> format.text)
                .collect(Collectors.joining(", "));
    }

    private static String withPrefix(double value, String unit) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return Digits.four(value) + unit;
        }
        boolean large = Math.abs(value) >= 1;
        String[] prefixes = large ? LARGE : SMALL;
        double rest = value;
        int i = 0;
        while (i + 1 < prefixes.length && (large ? Math.abs(rest) >= 1000 : Math.abs(rest) < 1)) {
            rest = large ? rest / 1000 : rest * 1000;
            i++;
        }
        return Digits.four(rest) + prefixes[i] + unit;
    }

    private static String clock(double value) {
        String sign = value < 0 ? "-" : "";
        long all = (long) Math.abs(value);
        long seconds = all % 60;
        long minutes = all / 60 % 60;
        long hours = all / 3600 % 24;
        long days = all / 86_400;
        if (days != 0) {
            return sign + days + "d " + hours + "h " + minutes + "m " + seconds + "s";
        }
        if (hours != 0) {
            return sign + hours + "h " + minutes + "m " + seconds + "s";
        }
        return minutes != 0 ? sign + minutes + "m " + seconds + "s" : sign + Digits.four(Math.abs(value)) + "s";
    }

    /** To the millisecond, as times are there. */
    private static Instant instant(double seconds) {
        long nanos = (long) (seconds * 1e9);
        return Instant.ofEpochMilli(nanos / 1_000_000);
    }
}

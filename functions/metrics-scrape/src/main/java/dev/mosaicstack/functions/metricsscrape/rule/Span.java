package dev.mosaicstack.functions.metricsscrape.rule;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 30s}, {@code 1h30m}, {@code 14d}. A year has 365 days. */
public final class Span {

    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] MILLIS = {365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1};

    /** Nine digits of years are far from what a long can hold. */
    private static final Pattern TEXT =
            Pattern.compile("(?:(\\d{1,9})y)?(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?"
                    + "(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private Span() {}

    /** @throws IllegalArgumentException where it is none, in words that follow "is " */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = TEXT.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException("no duration as 30s, 5m, 1h30m or 14d");
        }
        long millis = 0;
        for (int i = 0; i < UNITS.length; i++) {
            String count = matcher.group(i + 1);
            millis += count == null ? 0 : Long.parseLong(count) * MILLIS[i];
        }
        return Duration.ofMillis(millis);
    }

    /** So that {@link #parse} reads the same; weeks and years only where they are whole. */
    public static String text(Duration duration) {
        long rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        var text = new StringBuilder();
        for (int i = 0; i < UNITS.length; i++) {
            boolean large = i < 2;
            if (rest >= MILLIS[i] && (!large || rest % MILLIS[i] == 0)) {
                text.append(rest / MILLIS[i]).append(UNITS[i]);
                rest %= MILLIS[i];
            }
        }
        return text.toString();
    }
}

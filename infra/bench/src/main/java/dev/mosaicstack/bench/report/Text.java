package dev.mosaicstack.bench.report;

import dev.mosaicstack.bench.figure.Rounds;
import java.util.Locale;

/** Figures as words of a table: the median, and where the rounds lay. */
public final class Text {

    private Text() {}

    /** As many a second. */
    public static String rate(Rounds rounds) {
        return spread("%,.0f/s", "%,.0f", rounds);
    }

    public static String millis(Rounds rounds) {
        return spread("%.1f ms", "%.1f", rounds);
    }

    /** With more digits: for what takes about a millisecond. */
    public static String shortMillis(Rounds rounds) {
        return spread("%.2f ms", "%.2f", rounds);
    }

    public static String seconds(Rounds rounds) {
        return spread("%.2f s", "%.2f", rounds);
    }

    public static String ratio(Rounds rounds) {
        return spread("%.2f", "%.2f", rounds);
    }

    public static String mebibytes(Rounds rounds) {
        return spread("%.0f MiB", "%.0f", rounds);
    }

    private static String spread(String median, String limit, Rounds rounds) {
        String middle = String.format(Locale.ROOT, median, rounds.median());
        return rounds.values().size() == 1
                ? middle
                : middle + String.format(Locale.ROOT, " (" + limit + " to " + limit + ")", rounds.min(), rounds.max());
    }
}

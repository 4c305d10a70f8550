package dev.mosaicstack.bench.report;

import java.util.Locale;

/** What a figure should be, and whether it is. */
public record Goal(String text, boolean met) {

    public static Goal atLeast(double wanted, double found) {
        return new Goal(">= " + plain(wanted), found >= wanted);
    }

    public static Goal atMost(double wanted, String unit, double found) {
        return new Goal("<= " + plain(wanted) + unit, found <= wanted);
    }

    /** Both or none. */
    public Goal and(Goal other) {
        return new Goal(text + ", " + other.text, met && other.met);
    }

    String verdict() {
        return met ? "met" : "**not met**";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
    }
}

package dev.mosaicstack.functions.backuptrigger.compare;

import java.util.Locale;

/** Numbers as people read them. */
public final class Amounts {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Amounts() {}

    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double amount = bytes / 1024.0;
        int unit = 0;
        for (; amount >= 1024 && unit < UNITS.length - 1; unit++) {
            amount /= 1024;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    public static String count(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }
}

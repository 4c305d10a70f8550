package dev.mosaicstack.bench.figure;

import java.util.Arrays;
import java.util.Collection;

/** How long each of many things took. Not for several threads: each has its own, and {@link #all} puts them together. */
public final class Times {

    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1024];
    private int count;

    public void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    public int count() {
        return count;
    }

    public static Times all(Collection<Times> parts) {
        var all = new Times();
        all.nanos = parts.stream()
                .flatMapToLong(part -> Arrays.stream(part.nanos, 0, part.count))
                .toArray();
        all.count = all.nanos.length;
        return all;
    }

    /** Nearest rank: a time that was measured, so that {@code part} of all took at most as long; in milliseconds. */
    public double percentile(double part) {
        if (count == 0) {
            throw new Measured.Spoilt("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(part * count);
        return sorted[Math.max(1, rank) - 1] / NANOS_PER_MILLI;
    }
}

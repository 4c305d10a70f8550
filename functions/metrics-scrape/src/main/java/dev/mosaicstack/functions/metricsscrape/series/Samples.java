package dev.mosaicstack.functions.metricsscrape.series;

import java.util.Arrays;

/** What one series had when: milliseconds since 1970, in order, and values. Not for several threads. */
public final class Samples {

    /** The value that says: from here on there is none. Prometheus writes the same bits. */
    public static final double GONE = Double.longBitsToDouble(0x7ff0000000000002L);

    private static final long GONE_BITS = 0x7ff0000000000002L;

    private long[] times;
    private double[] values;
    private int size;

    public Samples() {
        this(16);
    }

    public Samples(int capacity) {
        times = new long[capacity];
        values = new double[capacity];
    }

    public static boolean isGone(double value) {
        return Double.doubleToRawLongBits(value) == GONE_BITS;
    }

    /** What is not later than the last is left out: whoever has something twice, has the same. */
    public void add(long time, double value) {
        if (size > 0 && time <= times[size - 1]) {
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size + 1);
            values = Arrays.copyOf(values, 2 * size + 1);
        }
        times[size] = time;
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public long time(int i) {
        return times[i];
    }

    public double value(int i) {
        return values[i];
    }

    /** The first that is not before {@code time}; the size where there is none. */
    public int indexFrom(long time) {
        int found = Arrays.binarySearch(times, 0, size, time);
        return found >= 0 ? found : -found - 1;
    }

    /** Those after {@code time} are forgotten. */
    public void dropAfter(long time) {
        size = indexFrom(time + 1);
    }

    /** Those before {@code time} are forgotten. */
    public void dropBefore(long time) {
        int from = indexFrom(time);
        if (from > 0) {
            System.arraycopy(times, from, times, 0, size - from);
            System.arraycopy(values, from, values, 0, size - from);
            size -= from;
        }
    }
}

package dev.mosaicstack.core.analytics;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long something took, over all times it happened, in milliseconds. What lies between is kept on a logarithmic scale,
 * four buckets for each doubling: a quantile is within 9.1 % of the true one.
 *
 * @param buckets how many times lie in (2^((i-1)/4), 2^(i/4)], by i; up to a millisecond in 0
 */
public record Spread(long count, long sum, long max, SortedMap<Integer, Long> buckets) {

    public static final Spread NONE = new Spread(0, 0, 0, Collections.emptySortedMap());

    private static final double BUCKETS_FOR_A_DOUBLING = 4;

    /** A time that is negative, because two clocks differ, is none. */
    public static Spread of(Duration time) {
        long millis = Math.max(0, time.toMillis());
        return new Spread(1, millis, millis, new TreeMap<>(Map.of(bucket(millis), 1L)));
    }

    private static int bucket(long millis) {
        return millis <= 1 ? 0 : (int) Math.ceil(BUCKETS_FOR_A_DOUBLING * Math.log(millis) / Math.log(2));
    }

    public Spread plus(Spread other) {
        var all = new TreeMap<>(buckets);
        other.buckets.forEach((bucket, amount) -> all.merge(bucket, amount, Long::sum));
        return new Spread(count + other.count, sum + other.sum, Math.max(max, other.max), all);
    }

    /** Milliseconds that this share of all stays within. @param share above 0, at most 1; @return 0 where there are none */
    public double quantile(double share) {
        long left = (long) Math.ceil(share * count);
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            left -= bucket.getValue();
            if (left <= 0) {
                return Math.min(max, middle(bucket.getKey()));
            }
        }
        return max;
    }

    private static double middle(int bucket) {
        return bucket == 0 ? 1 : Math.pow(2, (bucket - 0.5) / BUCKETS_FOR_A_DOUBLING);
    }

    /** Milliseconds; 0 where there are none. */
    public double mean() {
        return count == 0 ? 0 : (double) sum / count;
    }
}

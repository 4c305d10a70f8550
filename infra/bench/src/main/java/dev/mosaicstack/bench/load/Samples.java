package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Times;
import dev.mosaicstack.bench.product.HttpLine;
import java.io.IOException;
import java.time.Duration;

/** One client alone, so that a time is that of the work and not of a queue. */
public final class Samples {

    /** Does something once. */
    public interface Sample {
        /** @return how many nanoseconds the part took that is measured */
        long nanos() throws IOException;
    }

    /** However slow it is, it is done a few times. */
    private static final int AT_LEAST = 10;

    private static final int AT_MOST = 300;

    private Samples() {}

    /**
     * As often as it goes within {@code time}, but a few times at least.
     *
     * @throws Measured.Spoilt where anything fails
     */
    public static Measured take(Duration time, Sample sample) {
        var times = new Times();
        long begun = System.nanoTime();
        try {
            while (times.count() < AT_LEAST
                    || (times.count() < AT_MOST && System.nanoTime() - begun < time.toNanos())) {
                times.add(sample.nanos());
            }
        } catch (IOException e) {
            throw new Measured.Spoilt(e.getMessage());
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Measured(times.count(), 0, seconds, times.percentile(0.5), times.percentile(0.99));
    }

    /** The whole of one call. */
    public static Sample call(HttpLine line, String call, String token, String request) {
        return () -> {
            long begun = System.nanoTime();
            line.call(call, token, request).expect(200);
            return System.nanoTime() - begun;
        };
    }
}

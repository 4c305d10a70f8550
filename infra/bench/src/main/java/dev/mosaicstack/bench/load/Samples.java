package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Times;
import dev.mosaicstack.bench.product.HttpLine;
import java.io.IOException;

/** One client alone, so that a time is that of the work and not of a queue. */
public final class Samples {

    /** Does something once. */
    public interface Sample {
        /** @return how many nanoseconds the part took that is measured */
        long nanos() throws IOException;
    }

    private Samples() {}

    /** @throws Measured.Spoilt where anything fails */
    public static Measured take(int count, Sample sample) {
        var times = new Times();
        long begun = System.nanoTime();
        try {
            for (int i = 0; i < count; i++) {
                times.add(sample.nanos());
            }
        } catch (IOException e) {
            throw new Measured.Spoilt(e.getMessage());
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Measured(count, 0, seconds, times.percentile(0.5), times.percentile(0.99));
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

package dev.mosaicstack.functions.metricsscrape.history;

import dev.mosaicstack.functions.metricsscrape.series.Samples;
import java.io.ByteArrayOutputStream;

/**
 * The bytes of a block: what one series had when. Each sample is a byte, whose bits say how long the rest is, then the time
 * where the distance is another than before, then those bytes of the value that differ from the value before, which are few: most values are
 * whole numbers, or the same again.
 *
 * <pre>
 * bit 7      the distance to the sample before is another than last time: it follows as a varint
 * bits 3-6   how many bytes of the value follow, 0 to 8
 * bits 0-2   how many zero bytes are behind them
 * </pre>
 */
final class Chunk {

    private static final int OTHER_DISTANCE = 0x80;

    private Chunk() {}

    /** @param from the first sample of them; @param to behind the last */
    static byte[] write(Samples samples, int from, int to) {
        var bytes = new ByteArrayOutputStream(4 * (to - from) + 16);
        long time = 0;
        long distance = 0;
        long value = 0;
        for (int i = from; i < to; i++) {
            long nextDistance = samples.time(i) - time;
            long next = Double.doubleToRawLongBits(samples.value(i));
            long difference = next ^ value;
            int behind = difference == 0 ? 0 : Long.numberOfTrailingZeros(difference) / 8;
            int count = difference == 0 ? 0 : 8 - Long.numberOfLeadingZeros(difference) / 8 - behind;
            boolean other = nextDistance != distance;
            bytes.write((other ? OTHER_DISTANCE : 0) | count << 3 | behind);
            if (other) {
                Varint.write(nextDistance, bytes);
            }
            long rest = difference >>> 8 * behind;
            for (int n = 0; n < count; n++) {
                bytes.write((int) (rest >>> 8 * n));
            }
            time = samples.time(i);
            distance = nextDistance;
            value = next;
        }
        return bytes.toByteArray();
    }

    static void read(byte[] bytes, Samples into) {
        var in = new Varint.In(bytes);
        long time = 0;
        long distance = 0;
        long value = 0;
        while (in.more()) {
            int head = in.next();
            if ((head & OTHER_DISTANCE) != 0) {
                distance = in.varint();
            }
            int count = head >> 3 & 0xf;
            int behind = head & 7;
            long rest = 0;
            for (int n = 0; n < count; n++) {
                rest |= (long) in.next() << 8 * n;
            }
            time += distance;
            value ^= rest << 8 * behind;
            into.add(time, Double.longBitsToDouble(value));
        }
    }
}

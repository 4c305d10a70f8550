package dev.mosaicstack.functions.metricsscrape.history;

import java.io.ByteArrayOutputStream;

/** The bytes of a round: for each series its id, as the distance to the one before, and the eight bytes of its value. */
final class RoundBytes {

    private RoundBytes() {}

    static final class Out {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long last;

        /** @param id larger than the one before */
        void add(long id, double value) {
            Varint.write(id - last, bytes);
            last = id;
            long bits = Double.doubleToRawLongBits(value);
            for (int n = 0; n < 8; n++) {
                bytes.write((int) (bits >>> 8 * n));
            }
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    /** Takes what one series had. */
    interface Each {
        void take(long id, double value);
    }

    static void read(byte[] bytes, Each each) {
        var in = new Varint.In(bytes);
        long id = 0;
        while (in.more()) {
            id += in.varint();
            long bits = 0;
            for (int n = 0; n < 8; n++) {
                bits |= (long) in.next() << 8 * n;
            }
            each.take(id, Double.longBitsToDouble(bits));
        }
    }
}

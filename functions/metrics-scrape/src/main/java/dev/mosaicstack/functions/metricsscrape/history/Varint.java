package dev.mosaicstack.functions.metricsscrape.history;

import java.io.ByteArrayOutputStream;

/** Whole numbers of 0 and more, seven bits a byte, the lowest first. */
final class Varint {

    private Varint() {}

    static void write(long number, ByteArrayOutputStream out) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Bytes that are read one after the other. */
    static final class In {

        private final byte[] bytes;
        private int at;

        In(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean more() {
            return at < bytes.length;
        }

        int next() {
            return bytes[at++] & 0xff;
        }

        long varint() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                int next = next();
                number |= (long) (next & 0x7f) << shift;
                if ((next & 0x80) == 0) {
                    return number;
                }
            }
        }
    }
}

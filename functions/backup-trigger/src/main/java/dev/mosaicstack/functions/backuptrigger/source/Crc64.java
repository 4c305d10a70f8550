package dev.mosaicstack.functions.backuptrigger.source;

/** The checksum at the end of an RDB: CRC-64 of Jones, bits reflected, from 0 and without a final inversion. */
final class Crc64 {

    private static final long POLYNOMIAL = 0x95ac9329ac4bc9b5L;
    private static final long[] TABLE = table();

    private Crc64() {}

    private static long[] table() {
        long[] table = new long[256];
        for (int index = 0; index < table.length; index++) {
            long crc = index;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 1 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
            }
            table[index] = crc;
        }
        return table;
    }

    /** @param crc of what came before; 0 at the begin */
    static long add(long crc, byte[] bytes, int from, int to) {
        long sum = crc;
        for (int index = from; index < to; index++) {
            sum = TABLE[(int) (sum ^ bytes[index]) & 0xff] ^ sum >>> 8;
        }
        return sum;
    }
}

package dev.mosaicstack.functions.backuptrigger.database;

import dev.mosaicstack.core.backup.Sums;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Rows of a table, and a sum of 64 bits of them that is the same in whatever order they come. It finds accidents, no forger. */
final class RowSum {

    private final CRC32 first = new CRC32();
    private final CRC32C second = new CRC32C();
    private long rows;
    private long sum;

    void begin() {
        first.reset();
        second.reset();
    }

    void add(byte[] bytes, int from, int length) {
        first.update(bytes, from, length);
        second.update(bytes, from, length);
    }

    void end() {
        rows++;
        sum += mixed(first.getValue() << 32 | second.getValue());
    }

    /** Without it, what moves from one row to another might not change the sum (the finalizer of MurmurHash3). */
    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    Sums.Table of(String name) {
        return new Sums.Table(name, rows, HexFormat.of().toHexDigits(sum));
    }
}

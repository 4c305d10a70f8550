package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Sums;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an RDB says before its first key: {@code rdb.h} and {@code rdb.c} of Redis. */
final class RdbHeader {

    private static final byte[] MAGIC = "REDIS".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_DIGITS = 4;
    private static final int FUNCTION = 0xf5;
    private static final int AUX = 0xfa;
    private static final int RESIZE = 0xfb;
    private static final int SELECT = 0xfe;

    private final ByteBuffer bytes;

    private RdbHeader(byte[] begin) {
        bytes = ByteBuffer.wrap(begin).position(MAGIC.length + VERSION_DIGITS);
    }

    static boolean isOne(byte[] begin) {
        return begin.length > MAGIC.length + VERSION_DIGITS
                && ByteBuffer.wrap(begin, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    /** The first database that has keys, with their number; empty where that cannot be told. */
    static List<Sums.Table> firstDatabase(byte[] begin) {
        try {
            return isOne(begin) ? new RdbHeader(begin).firstDatabase() : List.of();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return List.of();
        }
    }

    private List<Sums.Table> firstDatabase() {
        long database = 0;
        while (true) {
            switch (bytes.get() & 0xff) {
                case AUX -> {
                    text();
                    text();
                }
                case FUNCTION -> text();
                case SELECT -> database = length();
                case RESIZE -> {
                    return List.of(new Sums.Table("db" + database, length(), ""));
                }
                default -> {
                    return List.of();
                }
            }
        }
    }

    /** Two bits say how long the length is. */
    private long length() {
        int first = bytes.get() & 0xff;
        return switch (first >> 6) {
            case 0 -> first;
            case 1 -> (first & 0x3f) << 8 | bytes.get() & 0xff;
            case 2 -> first == 0x80 ? bytes.getInt() & 0xffffffffL : bytes.getLong();
            default -> throw new IllegalArgumentException("no length");
        };
    }

    /** Over a string: plain, a number, or compressed. */
    private void text() {
        int first = bytes.get(bytes.position()) & 0xff;
        if (first >> 6 != 3) {
            skip(length());
            return;
        }
        bytes.get();
        switch (first & 0x3f) {
            case 0, 1, 2 -> skip(1L << (first & 0x3f));
            case 3 -> {
                long compressed = length();
                length();
                skip(compressed);
            }
            default -> throw new IllegalArgumentException("no string");
        }
    }

    private void skip(long count) {
        if (count < 0 || count > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        bytes.position(bytes.position() + (int) count);
    }
}

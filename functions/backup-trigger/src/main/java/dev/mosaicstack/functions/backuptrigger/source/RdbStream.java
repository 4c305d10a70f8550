package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Sums;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Gives an RDB and nothing else: {@code redis-cli --rdb -} writes the mark behind it too by which a server that does not
 * know the length beforehand tells the end. And it knows whether the RDB is whole: redis-cli ends with 0 where its
 * connection breaks.
 */
public final class RdbStream extends InputStream {

    /** 40 characters, of the server's choice. */
    private static final int MARK = 40;

    /** The opcode of the end, and the checksum. */
    private static final int END = 1 + Long.BYTES;

    private static final byte END_OPCODE = (byte) 0xff;
    private static final int HEADER = 64 * 1024;

    private final InputStream from;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[128 * 1024];

    /** What of the buffer was read and is not yet given; its last bytes only once it is known what they are. */
    private int begin;

    private int end;
    private boolean ended;
    private boolean whole;
    private boolean marked;
    private long crc;

    public RdbStream(InputStream from) {
        this.from = from;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (!ended && end - begin <= MARK + END) {
            fill();
        }
        int given = Math.min(length, ended ? end - begin : end - begin - MARK - END);
        if (given == 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(buffer, begin, to, offset, given);
        if (!ended) {
            crc = Crc64.add(crc, buffer, begin, begin + given);
        }
        header.write(buffer, begin, Math.min(given, HEADER - header.size()));
        begin += given;
        return given;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        end -= begin;
        begin = 0;
        int read = from.read(buffer, end, buffer.length - end);
        if (read < 0) {
            ended = true;
            whole = endsAt(end);
            if (!whole && endsAt(end - MARK) && isMark()) {
                whole = true;
                marked = true;
                end -= MARK;
            }
        } else {
            end += read;
        }
    }

    private boolean endsAt(int at) {
        if (at < begin + END || buffer[at - END] != END_OPCODE) {
            return false;
        }
        long said = ByteBuffer.wrap(buffer, at - Long.BYTES, Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        // A server can be told to make none: then it is 0.
        return said == 0 || said == Crc64.add(crc, buffer, begin, at - Long.BYTES);
    }

    private boolean isMark() {
        for (byte each : Arrays.copyOfRange(buffer, end - MARK, end)) {
            if (Character.digit(each, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Once all of it was read: whether it is an RDB from its begin to its end. */
    public boolean whole() {
        return whole && RdbHeader.isOne(header.toByteArray());
    }

    /** Once all of it was read: whether it had the mark behind it, which was not given. */
    public boolean marked() {
        return marked;
    }

    /** How many keys the first database has; empty where there is none, or it stands too far behind. */
    List<Sums.Table> tables() {
        return RdbHeader.firstDatabase(header.toByteArray());
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}

package dev.mosaicstack.functions.backuptrigger.database;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A dump of mariadb-dump that is counted as it is read. */
public final class CountedStream extends FilterInputStream {

    private final MariadbRows rows;

    public CountedStream(InputStream dump, MariadbRows rows) {
        super(dump);
        this.rows = rows;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        if (read > 0) {
            rows.add(bytes, from, from + read);
        }
        return read;
    }

    @Override
    public long skip(long count) {
        throw new UnsupportedOperationException("what is skipped is not counted");
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

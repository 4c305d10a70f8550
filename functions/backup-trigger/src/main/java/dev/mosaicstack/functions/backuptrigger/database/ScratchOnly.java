package dev.mosaicstack.functions.backuptrigger.database;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes a dump of mariadb-dump on without what would reach beyond the database that it is restored to: events, which
 * would begin to happen a second time, and {@code ALTER DATABASE}, which names the original.
 */
public final class ScratchOnly extends FilterOutputStream {

    /** Enough to tell lines apart. */
    private static final int HEAD = 48;

    private static final String EVENTS = "-- Dumping events for database";
    private static final String ROUTINES = "-- Dumping routines for database";
    private static final String COMPLETED = "-- Dump completed";
    private static final String DELIMITER = "DELIMITER ";
    private static final String ALTER = "ALTER DATABASE ";

    private final ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD);
    private boolean decided;
    private boolean passes;
    private boolean inProgram;
    private boolean inEvents;

    public ScratchOnly(OutputStream to) {
        super(to);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int end = from + length;
        int i = from;
        while (i < end) {
            i = decided ? rest(bytes, i, end) : begin(bytes, i);
        }
    }

    private int begin(byte[] bytes, int i) throws IOException {
        head.write(bytes[i]);
        if (bytes[i] == '\n' || head.size() == HEAD) {
            passes = passes(head.toString(StandardCharsets.UTF_8));
            passHead();
            decided = bytes[i] != '\n';
        }
        return i + 1;
    }

    private void passHead() throws IOException {
        if (passes) {
            head.writeTo(out);
        }
        head.reset();
    }

    private int rest(byte[] bytes, int from, int end) throws IOException {
        int i = from;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        int next = Math.min(i + 1, end);
        if (passes) {
            out.write(bytes, from, next - from);
        }
        decided = i == end;
        return next;
    }

    private boolean passes(String line) {
        if (line.startsWith(DELIMITER)) {
            inProgram = !line.stripTrailing().equals(DELIMITER + ";");
        } else if (!inProgram && line.startsWith("-- ")) {
            inEvents = line.startsWith(EVENTS) || inEvents && !line.startsWith(ROUTINES) && !line.startsWith(COMPLETED);
        }
        return !inEvents && (inProgram || !line.startsWith(ALTER));
    }

    /** A last line without an end is passed on, too. */
    @Override
    public void close() throws IOException {
        if (head.size() > 0) {
            passes = passes(head.toString(StandardCharsets.UTF_8));
            passHead();
        }
        super.close();
    }
}

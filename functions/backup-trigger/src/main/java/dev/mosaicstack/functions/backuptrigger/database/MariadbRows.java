package dev.mosaicstack.functions.backuptrigger.database;

import dev.mosaicstack.core.backup.Sums;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what mariadb-dump writes while it passes: the rows of each table, and a sum of their texts that does not depend
 * on their order. Its memory does not grow with the dump or with a row.
 */
public final class MariadbRows {

    /** Lines are told apart by their beginning; a table's name has at most 64 characters. */
    private static final int HEAD = 600;

    private static final String INSERT = "INSERT INTO `";
    private static final String CREATE = "CREATE TABLE `";
    private static final String DELIMITER = "DELIMITER ";
    private static final String COMPLETED = "-- Dump completed";

    private enum At {
        /** In the first bytes of a line. */
        HEAD,
        /** In a line that is of no interest. */
        LINE,
        /** Behind the table's name: maybe names of columns. */
        COLUMNS,
        COLUMN_NAME,
        BETWEEN_ROWS,
        ROW,
        TEXT,
        /** Behind a backslash. */
        ESCAPED
    }

    private final Map<String, RowSum> tables = new TreeMap<>();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD);
    private At at = At.HEAD;
    private RowSum table;
    private int depth;
    private boolean inProgram;
    private boolean completed;

    /** Whether the dump says that it is whole. */
    public boolean completed() {
        return completed;
    }

    /** By name. */
    public List<Sums.Table> tables() {
        return tables.entrySet().stream()
                .map(each -> each.getValue().of(each.getKey()))
                .toList();
    }

    /** The next bytes of the dump: those from {@code from} to before {@code end}. */
    public void add(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end) {
            i = switch (at) {
                case HEAD -> head(bytes, i);
                case LINE -> rest(bytes, i, end);
                case COLUMNS, COLUMN_NAME -> columns(bytes, i);
                case BETWEEN_ROWS -> betweenRows(bytes, i);
                case ROW, TEXT, ESCAPED -> row(bytes, i, end);
            };
        }
    }

    private int head(byte[] bytes, int i) {
        byte next = bytes[i];
        if (next != '\n') {
            head.write(next);
        }
        if (next == '\n' || head.size() == HEAD) {
            line(head.toString(StandardCharsets.UTF_8));
            head.reset();
            at = next == '\n' ? At.HEAD : At.LINE;
        } else if (next == ' ' && head.size() > INSERT.length() && !inProgram && namesTable()) {
            at = At.COLUMNS;
            head.reset();
        }
        return i + 1;
    }

    /** Each line but those of rows. */
    private void line(String line) {
        if (line.startsWith(DELIMITER)) {
            inProgram = !line.equals(DELIMITER + ";");
        } else if (inProgram) {
            return;
        }
        if (line.startsWith(CREATE)) {
            table(line.substring(CREATE.length()));
        } else if (line.startsWith(COMPLETED)) {
            completed = true;
        }
    }

    /** Whether the head is {@code INSERT INTO `name`} with a whole name: a backtick in it is written twice. */
    private boolean namesTable() {
        String text = head.toString(StandardCharsets.UTF_8);
        return text.startsWith(INSERT) && table(text.substring(INSERT.length()));
    }

    private boolean table(String rest) {
        String name = rest.replace("``", "\0");
        int end = name.indexOf('`');
        if (end <= 0) {
            return false;
        }
        table = tables.computeIfAbsent(name.substring(0, end).replace('\0', '`'), any -> new RowSum());
        return true;
    }

    private int rest(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        if (i < end) {
            at = At.HEAD;
        }
        return i + 1;
    }

    /** {@code (`a`, `b`) VALUES}, of which the names may hold anything. */
    private int columns(byte[] bytes, int i) {
        byte next = bytes[i];
        if (next == '`') {
            at = at == At.COLUMNS ? At.COLUMN_NAME : At.COLUMNS;
        } else if (at == At.COLUMNS && next == 'S') {
            at = At.BETWEEN_ROWS;
        }
        return i + 1;
    }

    private int betweenRows(byte[] bytes, int i) {
        if (bytes[i] == '(') {
            at = At.ROW;
            depth = 0;
            table.begin();
            return i;
        }
        if (bytes[i] == ';') {
            at = At.LINE;
        }
        return i + 1;
    }

    /** As far as the row goes, or the bytes. */
    private int row(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && at != At.BETWEEN_ROWS) {
            i = at == At.TEXT ? text(bytes, i, end) : step(bytes, i);
        }
        table.add(bytes, from, i - from);
        if (at == At.BETWEEN_ROWS) {
            table.end();
        }
        return i;
    }

    /** As far as the text goes, which is most of most dumps. */
    private int text(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == '\'') {
                at = At.ROW;
                return i + 1;
            }
            if (bytes[i] == '\\') {
                at = At.ESCAPED;
                return i + 1;
            }
        }
        return end;
    }

    private int step(byte[] bytes, int i) {
        if (at == At.ESCAPED) {
            at = At.TEXT;
        } else if (bytes[i] == '\'') {
            at = At.TEXT;
        } else if (bytes[i] == '(') {
            depth++;
        } else if (bytes[i] == ')' && --depth == 0) {
            at = At.BETWEEN_ROWS;
        }
        return i + 1;
    }
}

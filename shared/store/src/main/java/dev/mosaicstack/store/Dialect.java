package dev.mosaicstack.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.mariadb.jdbc.export.MaxAllowedPacketException;

/** Where the three databases differ in their SQL. What is not here is the same for all. */
enum Dialect {
    /** One writer at a time: what a transaction has read cannot change under it, so nothing needs a lock. */
    SQLITE("position", "", "") {
        @Override
        Fault fault(SQLException e) {
            // Primary result codes, sqlite.org/rescode.html: ERROR, CONSTRAINT, MISMATCH and RANGE say that our
            // statement is wrong; all others say it of the file or the disk.
            return switch (e.getErrorCode() & 0xff) {
                case 1, 19, 20, 25 -> Fault.MISTAKE;
                default -> Fault.UNAVAILABLE;
            };
        }

        @Override
        void lock(Sql sql, long key) {}
    },

    POSTGRESQL("seq", " FOR NO KEY UPDATE", " FOR SHARE") {
        /** Of this process, while it was stopped or starved: the server has closed the connection. */
        private static final String IDLE_IN_TRANSACTION = "25P03";

        /** SQLSTATE, postgresql.org/docs/current/errcodes-appendix.html. */
        @Override
        Fault fault(SQLException e) {
            String state = state(e);
            if (Set.of("40001", "40P01", "55P03", "23505").contains(state)) {
                return Fault.COLLISION;
            }
            boolean passing = isPassing(state) || state.startsWith("55") || state.startsWith("58");
            return passing || state.equals(IDLE_IN_TRANSACTION) ? Fault.UNAVAILABLE : Fault.MISTAKE;
        }

        @Override
        String numberEvents() {
            return """
                    UPDATE event SET position = ? + next.place
                    FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS place
                        FROM (SELECT seq FROM event WHERE position IS NULL ORDER BY seq LIMIT ?) AS oldest) AS next
                    WHERE event.seq = next.seq""";
        }

        @Override
        void lock(Sql sql, long key) {
            sql.list(row -> null, "SELECT pg_advisory_xact_lock(?)", key);
        }
    },

    MARIADB("seq", " FOR UPDATE", " LOCK IN SHARE MODE") {
        private static final int DUPLICATE = 1062;
        private static final int PACKET_TOO_LARGE = 1153;
        private static final int LOCK_WAIT_TIMEOUT = 1205;
        private static final int DEADLOCK = 1213;
        private static final int CHANGED_SINCE_READ = 1020;
        private static final Set<Integer> FULL_OR_READ_ONLY = Set.of(1021, 1041, 1114, 1290, 1836, 3024);

        /** Error numbers, mariadb.com/kb/en/mariadb-error-codes; a packet too large is found by the driver itself. */
        @Override
        Fault fault(SQLException e) {
            if (e.getErrorCode() == PACKET_TOO_LARGE || e.getCause() instanceof MaxAllowedPacketException) {
                return Fault.TOO_LARGE;
            }
            return switch (e.getErrorCode()) {
                case DUPLICATE, LOCK_WAIT_TIMEOUT, DEADLOCK, CHANGED_SINCE_READ -> Fault.COLLISION;
                default ->
                    FULL_OR_READ_ONLY.contains(e.getErrorCode()) || isPassing(state(e))
                            ? Fault.UNAVAILABLE
                            : Fault.MISTAKE;
            };
        }

        @Override
        String numberEvents() {
            // The parameters in the order of the others: the position first.
            return """
                    UPDATE (SELECT ? AS newest) AS base,
                        (SELECT seq, row_number() OVER (ORDER BY seq) AS place
                            FROM (SELECT seq FROM event WHERE position IS NULL ORDER BY seq LIMIT ?) AS oldest) AS next,
                        event
                    SET event.position = base.newest + next.place
                    WHERE event.seq = next.seq""";
        }

        /** What the server takes in one packet, less room for the statement and its other values. */
        @Override
        long largestValue(Sql sql) {
            return sql.one(row -> row.number("packet"), "SELECT @@max_allowed_packet AS packet")
                            .orElseThrow()
                    - 256 * 1024;
        }

        @Override
        String insertUnlessThere(String into) {
            return "INSERT IGNORE " + into;
        }

        @Override
        void lock(Sql sql, long key) {
            sql.list(
                    row -> null, "SELECT slot FROM advisory_lock WHERE slot = ? FOR UPDATE", Math.floorMod(key, 1024L));
        }
    };

    static Dialect of(DatabaseUrl.Kind kind) {
        return switch (kind) {
            case POSTGRESQL -> POSTGRESQL;
            case MARIADB -> MARIADB;
        };
    }

    /** What an error of the database means to the one who asked. */
    enum Fault {
        /** Somebody else was at the same row at the same time: the transaction may be run again. */
        COLLISION,
        /** Full disk, lost connection, locked file: nothing that this request did wrong, and it may pass. */
        UNAVAILABLE,
        /** More than the server takes in one piece; MariaDB's max_allowed_packet. */
        TOO_LARGE,
        /** Our statement is wrong. */
        MISTAKE
    }

    private final String eventOrder;
    private final String forUpdate;
    private final String forShare;

    Dialect(String eventOrder, String forUpdate, String forShare) {
        this.eventOrder = eventOrder;
        this.forUpdate = forUpdate;
        this.forShare = forShare;
    }

    abstract Fault fault(SQLException e);

    /** Waits until no other transaction holds the lock of this number, and holds it to the end of this one. */
    abstract void lock(Sql sql, long key);

    /** The number of the lock on what has this name. */
    static long lockNumber(String... name) {
        return UUID.nameUUIDFromBytes(String.join("\n", name).getBytes(StandardCharsets.UTF_8))
                .getLeastSignificantBits();
    }

    /** The largest value in bytes that fits into one statement beside all others. */
    long largestValue(Sql sql) {
        return Long.MAX_VALUE;
    }

    /**
     * Gives the oldest committed events without a position the next ones. Parameters: the newest position so far, how
     * many at most.
     */
    String numberEvents() {
        throw new IllegalStateException("positions are given as events are written");
    }

    /** An INSERT, given from its INTO on, that does nothing where the key is there; waits for whoever is inserting it. */
    String insertUnlessThere(String into) {
        return "INSERT " + into + " ON CONFLICT DO NOTHING";
    }

    /** The column by which the events of one subject follow each other. */
    String eventOrder() {
        return eventOrder;
    }

    /** Behind a SELECT: nobody else changes or locks these rows before the transaction ends. */
    String forUpdate() {
        return forUpdate;
    }

    /** Behind a SELECT: nobody changes these rows before the transaction ends. */
    String forShare() {
        return forShare;
    }

    /** True where several transactions write at once. */
    boolean concurrent() {
        return this != SQLITE;
    }

    /** Empty where it did not come from the server: the pool has no connection, for example. */
    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /** SQLSTATE classes of the standard: connection, resources, operator intervention; none is the driver's own trouble. */
    private static boolean isPassing(String state) {
        return state.isEmpty() || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }
}

package dev.mosaicstack.store;

import java.sql.SQLException;

/** The database did not do as it was asked. Becomes 503 where it may pass, 500 where it is our mistake. */
final class DatabaseFault extends RuntimeException {

    /** Primary result codes of SQLite (sqlite.org/rescode.html) that say our statement is wrong, not the database. */
    private static final int ERROR = 1;

    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int RANGE = 25;

    DatabaseFault(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** True for a full disk, a locked or broken file, a lost connection: nothing that this request did wrong. */
    boolean unavailable() {
        int primary = ((SQLException) getCause()).getErrorCode() & 0xff;
        return switch (primary) {
            case ERROR, CONSTRAINT, MISMATCH, RANGE -> false;
            default -> true;
        };
    }
}

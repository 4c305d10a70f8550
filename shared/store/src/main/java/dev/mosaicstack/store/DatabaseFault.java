package dev.mosaicstack.store;

import java.sql.SQLException;

/** The database did not do as it was asked. Becomes 503 where it may pass, 500 where it is our mistake. */
final class DatabaseFault extends RuntimeException {

    private final Dialect.Fault kind;

    DatabaseFault(Dialect dialect, SQLException cause) {
        super(cause.getMessage(), cause);
        this.kind = dialect.fault(cause);
    }

    /** True for a full disk, a locked or broken file, a lost connection: nothing that this request did wrong. */
    boolean unavailable() {
        return kind == Dialect.Fault.UNAVAILABLE;
    }

    boolean tooLarge() {
        return kind == Dialect.Fault.TOO_LARGE;
    }

    /** True where another transaction was in the way: the same work may be run again. */
    boolean collision() {
        return kind == Dialect.Fault.COLLISION;
    }
}

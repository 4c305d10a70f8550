package dev.mosaicstack.functions.backuptrigger.database;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Server;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.store.PostgresqlDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** An empty database that a drill restores to. It goes when it is closed; what a killed drill left goes when the next is made. */
public final class PostgresqlScratch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PostgresqlScratch.class);

    /** Where one is to make and drop databases. */
    private static final String MAINTENANCE = "postgres";

    private final Postgresql maintenance;
    private final String name;
    private final Connection holder;

    private PostgresqlScratch(Server server, String run) throws Failure {
        this.maintenance = new Postgresql(server.with(MAINTENANCE));
        this.name = ScratchName.of(run);
        this.holder = maintenance.connect();
    }

    /**
     * @param server on which we may make databases
     * @param run its id
     * @param options of {@code CREATE DATABASE}
     */
    public static PostgresqlScratch on(Server server, String run, String options) throws Failure {
        var scratch = new PostgresqlScratch(server, run);
        scratch.hold();
        try {
            scratch.dropLeftovers();
            scratch.databases().create(scratch.name, options);
            return scratch;
        } catch (SQLException e) {
            // Where the connection broke, we do not know whether it was made.
            scratch.close();
            throw scratch.refused(e);
        }
    }

    private Failure refused(SQLException e) {
        Failure failure = maintenance.failure(e);
        return failure.fault() == Fault.SOURCE_UNREADABLE
                ? new Failure(
                        Fault.SOURCE_REFUSED,
                        failure.getMessage() + "; a drill makes a database of its own: ALTER ROLE ... CREATEDB, or set"
                                + " drill-url")
                : failure;
    }

    public Postgresql postgresql() {
        return new Postgresql(maintenance.server().with(name));
    }

    /** A lock that is gone when we are, however that comes: then anybody may drop the database. */
    private void hold() throws Failure {
        Failure why = new Failure(
                Fault.SOURCE_REFUSED, "the lock " + name + " at " + maintenance.server() + " is held by somebody else");
        try {
            if (databases().hold(name)) {
                return;
            }
        } catch (SQLException e) {
            why = maintenance.failure(e);
        }
        close(holder);
        throw why;
    }

    private PostgresqlDatabases databases() {
        return new PostgresqlDatabases(holder);
    }

    private void dropLeftovers() throws SQLException {
        for (String left : databases().beginningWith(ScratchName.PREFIX)) {
            if (ScratchName.isOurs(left) && !left.equals(name) && databases().hold(left)) {
                dropLeft(left);
            }
        }
    }

    /** It may be another user's, and then it is that one's to drop. */
    private void dropLeft(String left) {
        try {
            databases().drop(left);
            LOG.infof("%s at %s was left by a drill that is gone: dropped", left, maintenance.server());
        } catch (SQLException e) {
            LOG.warnf("%s was left by a drill that is gone: %s", left, e.getMessage());
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debugf("a connection does not close: %s", e.getMessage());
        }
    }

    /** By a connection of its own: the other may have died of idleness. */
    @Override
    public void close() {
        try (Connection connection = maintenance.connect()) {
            new PostgresqlDatabases(connection).drop(name);
        } catch (SQLException e) {
            LOG.warnf("%s stays until the next drill: %s", name, e.getMessage());
        } catch (Failure failure) {
            LOG.warnf("%s stays until the next drill: %s", name, failure.getMessage());
        } finally {
            close(holder);
        }
    }
}

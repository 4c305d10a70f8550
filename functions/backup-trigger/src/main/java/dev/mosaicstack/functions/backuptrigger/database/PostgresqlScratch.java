package dev.mosaicstack.functions.backuptrigger.database;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Server;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
        try {
            scratch.hold();
            scratch.dropLeftovers();
            execute(scratch.holder, "CREATE DATABASE " + scratch.name + " WITH " + options);
            return scratch;
        } catch (SQLException e) {
            close(scratch.holder);
            throw scratch.maintenance.failure(e);
        } catch (Failure failure) {
            close(scratch.holder);
            throw failure;
        }
    }

    public Postgresql postgresql() {
        return new Postgresql(maintenance.server().with(name));
    }

    /** A lock that is gone when we are, however that comes: then anybody may drop the database. */
    private void hold() throws SQLException, Failure {
        if (!lock(name)) {
            throw new Failure(
                    Fault.SOURCE_REFUSED,
                    "the lock " + name + " at " + maintenance.server() + " is held by somebody else");
        }
    }

    private boolean lock(String database) throws SQLException {
        return ask("SELECT pg_try_advisory_lock(hashtextextended('" + database + "', 0))")
                .getFirst()
                .equals("t");
    }

    private void dropLeftovers() throws SQLException {
        for (String left : ask("SELECT datname FROM pg_database WHERE datname LIKE '" + ScratchName.PREFIX + "%'")) {
            if (ScratchName.isOurs(left) && !left.equals(name) && lock(left)) {
                LOG.infof("%s at %s was left by a drill that is gone: dropped", left, maintenance.server());
                execute(holder, drop(left));
            }
        }
    }

    private static String drop(String database) {
        return "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)";
    }

    private List<String> ask(String sql) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = holder.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
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
            execute(connection, drop(name));
        } catch (SQLException e) {
            LOG.warnf("%s stays until the next drill: %s", name, e.getMessage());
        } catch (Failure failure) {
            LOG.warnf("%s stays until the next drill: %s", name, failure.getMessage());
        } finally {
            close(holder);
        }
    }
}

package dev.mosaicstack.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Is this a server that can keep what it is given? Asked before the first migration. */
record ServerCheck(String product, int major, int minor, String durability, String durable) {

    private static final Logger LOG = Logger.getLogger(ServerCheck.class);

    static ServerCheck of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL ->
                new ServerCheck("PostgreSQL", 15, 0, "SHOW synchronous_commit", "on|remote_apply|remote_write|local");
            case MARIADB -> new ServerCheck("MariaDB", 10, 11, "SELECT @@GLOBAL.innodb_flush_log_at_trx_commit", "1");
            case SQLITE -> throw new IllegalArgumentException("SQLite is no server");
        };
    }

    /** @throws IllegalStateException in words for the operator: it does not answer, or it is too old */
    void require(DataSource source) {
        try (Connection connection = source.getConnection()) {
            requireVersion(connection);
            String setting = ask(connection, durability);
            if (!setting.matches(durable)) {
                LOG.warnf(
                        "%s does not flush each commit (%s: %s): what was acknowledged can be lost in a power cut",
                        product, durability, setting);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database of MOSAIC_DB_URL does not let us in: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private void requireVersion(Connection connection) throws SQLException {
        var meta = connection.getMetaData();
        String name = meta.getDatabaseProductName();
        int is = meta.getDatabaseMajorVersion() * 1000 + meta.getDatabaseMinorVersion();
        if (!name.equals(product) || is < major * 1000 + minor) {
            throw new IllegalStateException("the database of MOSAIC_DB_URL is " + name + " "
                    + meta.getDatabaseProductVersion() + "; needed is " + product + " " + major
                    + (minor == 0 ? "" : "." + minor)
                    + " or newer");
        }
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}

package dev.mosaicstack.store;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.jboss.logging.Logger;

/** Is this a server that can keep what it is given? Asked before the first migration, and by whoever looks for faults. */
public record ServerCheck(String product, int major, int minor, String durability, String durable) {

    private static final Logger LOG = Logger.getLogger(ServerCheck.class);

    /** MariaDB's setting below which the largest webhook that is taken by default does not fit. */
    private static final long LARGEST_PACKET = 32L * 1024 * 1024;

    static ServerCheck of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> new ServerCheck("PostgreSQL", 15, 0, "SHOW synchronous_commit", "(?!off).*");
            case MARIADB -> new ServerCheck("MariaDB", 10, 11, "SELECT @@GLOBAL.innodb_flush_log_at_trx_commit", "1");
            case SQLITE -> throw new IllegalArgumentException("SQLite is no server");
        };
    }

    /**
     * Connects once.
     *
     * @param user wins over the URL's; null for that one; so does the password
     * @return product and version
     * @throws IllegalStateException in words for the operator: it does not answer, does not let us in, or is too old
     */
    public static String look(DatabaseUrl url, String user, String password) {
        var properties = new Properties();
        put(properties, "user", user == null ? url.user() : user);
        put(properties, "password", password == null ? url.password() : password);
        // Seconds for the one, milliseconds for the other.
        properties.put("connectTimeout", url.kind() == DatabaseUrl.Kind.POSTGRESQL ? "5" : "5000");
        Dialect dialect = Dialect.of(url.kind());
        try (Connection connection = driver(dialect).connect(url.jdbcUrl(), properties)) {
            of(dialect).require(connection);
            return connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw away(e);
        }
    }

    private static void put(Properties properties, String name, String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    /** Not DriverManager: it only sees drivers of the system class loader. */
    private static Driver driver(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? new org.postgresql.Driver() : new org.mariadb.jdbc.Driver();
    }

    static IllegalStateException away(SQLException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String says = firstLine(e);
        String why = root == e ? "" : " (" + root.getClass().getSimpleName() + ": " + firstLine(root) + ")";
        return new IllegalStateException("the database of MOSAIC_DB_URL does not let us in: " + says + why);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** @throws IllegalStateException in words for the operator: it is another product, or too old */
    void require(Connection connection) throws SQLException {
        var meta = connection.getMetaData();
        int version = meta.getDatabaseMajorVersion() * 1000 + meta.getDatabaseMinorVersion();
        if (!meta.getDatabaseProductName().equals(product) || version < major * 1000 + minor) {
            throw new IllegalStateException("the database of MOSAIC_DB_URL is " + meta.getDatabaseProductName() + " "
                    + meta.getDatabaseProductVersion() + "; needed is " + product + " " + major
                    + (minor == 0 ? "" : "." + minor) + " or newer");
        }
        warn(connection);
    }

    private void warn(Connection connection) throws SQLException {
        String setting = ask(connection, durability);
        if (!setting.matches(durable)) {
            LOG.warnf(
                    "%s does not flush each commit (%s: %s): what was acknowledged can be lost in a power cut",
                    product, durability, setting);
        }
        if (product.equals("MariaDB")) {
            long packet = Long.parseLong(ask(connection, "SELECT @@max_allowed_packet"));
            if (packet < LARGEST_PACKET) {
                LOG.warnf("MariaDB takes no body above %d MiB: set max_allowed_packet=32M there", packet >> 20);
            }
        }
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}

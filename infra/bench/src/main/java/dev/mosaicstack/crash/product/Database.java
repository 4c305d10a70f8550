package dev.mosaicstack.crash.product;

import dev.mosaicstack.crash.ledger.Evidence.Logged;
import dev.mosaicstack.testkit.DatabaseServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The database under the product, as an onlooker sees it. */
public final class Database implements AutoCloseable {

    private final DatabaseServer server;
    private final DatabaseServer.Database of;

    private Database(DatabaseServer server, DatabaseServer.Database of) {
        this.server = server;
        this.of = of;
    }

    /** The file in the data folder. */
    public static Database sqlite() {
        return new Database(null, null);
    }

    public static Database on(DatabaseServer server) {
        return new Database(server, server.create("crash"));
    }

    /** The server that can be killed; empty where the product has the database in its own process. */
    public Optional<DatabaseServer> server() {
        return Optional.ofNullable(server);
    }

    /** What the product is told of it. */
    Map<String, String> settings() {
        return of == null ? Map.of() : of.settings();
    }

    /** The whole event log, read beside the running product. */
    public List<Logged> log(Path data) throws SQLException {
        try (var connection = connect(data);
                var rows = connection.createStatement().executeQuery("SELECT id, type, subject FROM event")) {
            List<Logged> log = new ArrayList<>();
            while (rows.next()) {
                log.add(new Logged(rows.getString("id"), rows.getString("type"), rows.getString("subject")));
            }
            return log;
        }
    }

    /**
     * What SQLite finds wrong with its file, once nobody writes to it; nothing for a server, which checks its pages by
     * itself.
     */
    public List<String> damage(Path data) throws SQLException {
        List<String> damage = new ArrayList<>();
        if (server != null) {
            return damage;
        }
        try (var connection = connect(data)) {
            for (String line : column(connection, "PRAGMA integrity_check")) {
                if (!line.equals("ok")) {
                    damage.add(line);
                }
            }
            column(connection, "PRAGMA foreign_key_check").forEach(table -> damage.add("foreign key of " + table));
        }
        return damage;
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        try (var rows = connection.createStatement().executeQuery(query)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    private Connection connect(Path data) throws SQLException {
        return of == null
                ? DriverManager.getConnection("jdbc:sqlite:" + data.resolve("mcp/state/mosaic.db"))
                : DriverManager.getConnection(of.url(), of.user(), of.password());
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}

package dev.mosaicstack.functions.backuptrigger.database;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Server;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** One PostgreSQL server: how we and its own programs get there, and what it means when it says no. */
public record Postgresql(Server server) {

    /** Seconds until a server that does not answer is given up. */
    private static final String CONNECT_SECONDS = "10";

    private static final String APPLICATION = "mosaic-backup";

    /** SQLSTATE, postgresql.org/docs/current/errcodes-appendix.html. */
    private static final String NO_SUCH_DATABASE = "3D000";

    private static final String NO_RIGHT = "42501";

    /** Close it. @throws Failure as of {@link #failure} */
    Connection connect() throws Failure {
        var properties = new Properties();
        put(properties, "user", server.user());
        put(properties, "password", server.password());
        put(properties, "sslmode", System.getenv("PGSSLMODE"));
        put(properties, "sslrootcert", System.getenv("PGSSLROOTCERT"));
        properties.put("connectTimeout", CONNECT_SECONDS);
        properties.put("loginTimeout", CONNECT_SECONDS);
        properties.put("tcpKeepAlive", "true");
        properties.put("ApplicationName", APPLICATION);
        // Details of errors are contents of rows.
        properties.put("logServerErrorDetail", "false");
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/"
                + URLEncoder.encode(server.database(), StandardCharsets.UTF_8);
        try {
            // Not DriverManager: it only sees drivers of the system class loader.
            return new org.postgresql.Driver().connect(url, properties);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void put(Properties properties, String name, String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    /** For PostgreSQL's own programs: nothing of it is among their arguments, which everybody can read. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PGHOST", Hosts.bare(server.host()));
        environment.put("PGPORT", String.valueOf(server.port()));
        environment.put("PGDATABASE", server.database());
        environment.put("PGCONNECT_TIMEOUT", CONNECT_SECONDS);
        environment.put("PGAPPNAME", APPLICATION);
        // Whoever started us may have set them for another server.
        for (String other : new String[] {"PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE", "PGOPTIONS", "PGUSER"}) {
            environment.put(other, "");
        }
        if (server.user() != null) {
            environment.put("PGUSER", server.user());
        }
        if (server.password() != null) {
            environment.put("PGPASSWORD", server.password());
        }
        return environment;
    }

    /** In the database's own words: {@code SOURCE_MISSING}, {@code SOURCE_UNREADABLE}, else {@code SOURCE_REFUSED}. */
    Failure failure(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String detail = "the database at " + server + ": " + said.replaceAll("[\\s.]+$", "");
        return switch (state) {
            case NO_SUCH_DATABASE -> new Failure(Fault.SOURCE_MISSING, detail);
            case NO_RIGHT -> new Failure(Fault.SOURCE_UNREADABLE, detail);
            default -> new Failure(Fault.SOURCE_REFUSED, detail);
        };
    }
}

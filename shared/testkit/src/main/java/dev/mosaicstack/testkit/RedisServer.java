package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * A Redis that keeps an append-only file, as one does that others look after; it can be frozen, killed, and started
 * again from what it had at an earlier time.
 */
public final class RedisServer implements AutoCloseable {

    private static final String FILE = "appendonly.aof";
    private static final List<String> EVERY_COMMAND =
            List.of("--save", "", "--appendonly", "yes", "--appendfsync", "always");

    private final Path folder;
    private final int port;
    private final String password;
    private final List<String> durability;
    private Process process;

    private RedisServer(Path folder, String password, List<String> durability) {
        this.folder = folder;
        this.port = Ports.free();
        this.password = password;
        this.durability = durability;
    }

    /**
     * With a password, as the embedded one has.
     *
     * @param folder made, and deleted by {@link #close}
     * @param durability its settings, as on a command line
     */
    public static RedisServer start(Path folder, String password, String... durability) {
        try {
            var server = new RedisServer(Files.createDirectories(folder), password, List.of(durability));
            server.install();
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RedisServer start() {
        RedisServer server = notStarted();
        server.startAgain();
        return server;
    }

    /** Nobody listens on its port until {@link #startAgain}. */
    public static RedisServer notStarted() {
        try {
            var server = new RedisServer(Files.createTempDirectory("mosaic-redis-"), "", EVERY_COMMAND);
            server.install();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install() throws IOException {
        String name = ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
        try (InputStream in = ExecutableProvider.class.getResourceAsStream(name.startsWith("/") ? name : "/" + name)) {
            Files.copy(in, executable());
        }
        if (!executable().toFile().setExecutable(true)) {
            throw new IOException("cannot make " + executable() + " executable");
        }
    }

    private Path executable() {
        return folder.resolve("redis-server");
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    public String url() {
        return "redis://" + (password.isEmpty() ? "" : ":" + password + "@") + "127.0.0.1:" + port;
    }

    /** Close it. */
    public Redis connect() {
        try {
            return Redis.connect(port, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the same port, with what its file holds. */
    public void startAgain() {
        var command = new ArrayList<>(List.of(
                executable().toString(),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--requirepass",
                password));
        command.addAll(durability);
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Redis on port " + port)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(this::answers);
    }

    private boolean answers() {
        try (Redis redis = Redis.connect(port, password)) {
            return "PONG".equals(redis.command("PING"));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Keeps a copy of what it has on disk now. */
    public void remember() {
        copy(FILE, "remembered");
    }

    /** Puts that copy back: everything after it is gone, as the last second of a Redis is that was killed. */
    public void forgetWhatCameAfter() {
        copy("remembered", FILE);
    }

    private void copy(String from, String to) {
        try {
            Files.copy(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** It keeps its connections and answers nobody, until {@link #thaw}. */
    public void freeze() {
        Signal.STOP.to(process.toHandle());
    }

    public void thaw() {
        Signal.CONT.to(process.toHandle());
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        Folders.delete(folder);
    }
}

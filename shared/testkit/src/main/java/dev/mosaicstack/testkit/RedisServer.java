package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
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

    private final Path folder;
    private final int port;
    private Process process;

    private RedisServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static RedisServer start() {
        RedisServer server = notStarted();
        server.startAgain();
        return server;
    }

    /** Nobody listens on its port until {@link #startAgain}. */
    public static RedisServer notStarted() {
        try {
            var server = new RedisServer(Files.createTempDirectory("mosaic-redis-"), Ports.free());
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

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Close it. */
    public Redis connect() {
        try {
            return Redis.connect(port, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the same port, with what its file holds. */
    public void startAgain() {
        var command = List.of(
                executable().toString(),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always");
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Redis on port " + port)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(this::answers);
    }

    private boolean answers() {
        try (Redis redis = Redis.connect(port, "")) {
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
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        Folders.delete(folder);
    }
}

package dev.mosaicstack.bench.product;

import dev.mosaicstack.testkit.Redis;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The same Redis as the product embeds, with a durability of its own. Close it. */
public final class RedisServer implements AutoCloseable {

    private static final String PASSWORD = "bench";

    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param durability its settings, as on a command line */
    public static RedisServer start(Workshop workshop, String name, String... durability) {
        try {
            Path folder = Files.createDirectories(workshop.folder().resolve(name));
            int port = Workshop.freePort();
            var command = new java.util.ArrayList<String>();
            command.add(executable(folder).toString());
            command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--requirepass", PASSWORD));
            command.addAll(List.of(durability));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Awaitility.await("Redis on port " + port).until(() -> answers(port));
            return new RedisServer(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path executable(Path folder) throws IOException {
        String resource = ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
        String absolute = resource.startsWith("/") ? resource : "/" + resource;
        Path executable = folder.resolve("redis-server");
        try (InputStream in = ExecutableProvider.class.getResourceAsStream(absolute)) {
            Files.copy(in, executable, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!executable.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + executable + " executable");
        }
        return executable;
    }

    private static boolean answers(int port) {
        try (var redis = Redis.connect(port, PASSWORD)) {
            return "PONG".equals(redis.command("PING"));
        } catch (IOException | UncheckedIOException e) {
            // Not yet.
            return false;
        }
    }

    public int port() {
        return port;
    }

    public String password() {
        return PASSWORD;
    }

    public String url() {
        return "redis://:" + PASSWORD + "@127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}

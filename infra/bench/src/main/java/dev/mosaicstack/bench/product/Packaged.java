package dev.mosaicstack.bench.product;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Flow;
import dev.mosaicstack.testkit.OwnCall;
import dev.mosaicstack.testkit.Ports;
import dev.mosaicstack.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One flow as it is shipped, which can be started again and again on one data folder. */
public record Packaged(Flow flow, Kind kind, Workshop workshop, RedisServer redis) {

    private static final int CALLS = 1000;
    private static final String SECRET = "of-this-benchmark-and-of-nothing-else";
    private static final Flow SESSIONS = new Flow("session-create");

    /** How it runs. */
    public enum Kind {
        NATIVE("native"),
        JVM_WITH_CACHE("JVM, start-up cache"),
        JVM("JVM, no cache");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * What one start came to.
     *
     * @param seconds from exec to ready
     * @param firstAnswer seconds from exec to the answer of its own call
     * @param mebibytes resident after that answer
     * @param mebibytesLater resident after a thousand calls
     */
    public record Start(double seconds, double firstAnswer, double mebibytes, double mebibytesLater) {}

    public static Packaged of(Flow flow, Workshop workshop, RedisServer redis) {
        Artifact artifact = flow.artifact();
        Kind kind = artifact.isNative() ? Kind.NATIVE : cacheOf(artifact) == null ? Kind.JVM : Kind.JVM_WITH_CACHE;
        return new Packaged(flow, kind, workshop, redis);
    }

    public Packaged withoutCache() {
        return new Packaged(flow, Kind.JVM, workshop, redis);
    }

    /** Null where there is none, or one of an earlier build, which Java would ignore. */
    private static Path cacheOf(Artifact artifact) {
        try (var files = Files.list(artifact.path().getParent())) {
            long packaged = artifact.path().toFile().lastModified();
            return files.filter(file -> file.toString().endsWith(".aot"))
                    .filter(file -> file.toFile().lastModified() > packaged)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException("run ./mosaic build " + artifact.path(), e);
        }
    }

    /** Starts it, asks it a thousand times what it is there for, ends it. */
    public Start start() {
        OwnCall.Given given = given();
        int port = Ports.free();
        try (Running running = Running.start(command(port), settings(port), port, log());
                HttpLine line = new HttpLine(running.port())) {
            long asked = System.nanoTime();
            ask(line, given, port);
            double answered = seconds(running) + (System.nanoTime() - asked) / 1e9;
            double memory = running.mebibytes();
            for (int i = 1; i < CALLS; i++) {
                ask(line, given, port);
            }
            return new Start(seconds(running), answered, memory, running.mebibytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ask(HttpLine line, OwnCall.Given given, int port) throws IOException {
        OwnCall call = OwnCall.of(flow, given);
        line.send(call.request(port, SECRET)).expect(call.status());
    }

    private static double seconds(Running running) {
        return running.started().toNanos() / 1e9;
    }

    private List<String> command(int port) {
        Artifact artifact = flow.artifact();
        if (byLauncher()) {
            return Commands.run(workshop.root(), data(), port);
        }
        var command = new ArrayList<>(
                switch (kind) {
                    case NATIVE -> artifact.command(List.of());
                    case JVM_WITH_CACHE -> Commands.withItsCache(artifact);
                    case JVM -> Commands.function(workshop.root(), artifact);
                });
        command.addAll(flow.arguments(data(), port));
        return command;
    }

    /** As a user starts it, where it is the all-in-one that was built here. */
    private boolean byLauncher() {
        Path built = workshop.root().resolve("functions/all-in-one/target");
        return kind != Kind.NATIVE && flow.artifact().path().startsWith(built);
    }

    private Map<String, String> settings(int port) {
        var settings = new HashMap<>(flow.settings(data(), port, redis.url()));
        settings.put("MOSAIC_ADMIN_TOKEN", SECRET);
        settings.put("MOSAIC_WEBHOOK_SECRET", SECRET);
        if (byLauncher()) {
            settings.putAll(Commands.launcher());
            settings.put("MOSAIC_NO_AOT", kind == Kind.JVM ? "1" : "0");
        }
        return settings;
    }

    private Path data() {
        return workshop.folder().resolve(flow.isEverything() ? "all-in-one" : "functions");
    }

    private Path log() {
        return workshop.folder().resolve("log");
    }

    /** A session and an agent for who needs them, made by the function that makes them. */
    private OwnCall.Given given() {
        if (!OwnCall.needsASession(flow)) {
            return new OwnCall.Given("", "", SECRET, SECRET);
        }
        var sessions = of(SESSIONS, workshop, redis);
        int port = Ports.free();
        try (Running running = Running.start(sessions.command(port), sessions.settings(port), port, log());
                HttpLine line = new HttpLine(running.port())) {
            String session = line.call("session-create", SECRET, "{\"project\":\"acme/app\",\"client\":\"bench\"}")
                    .expect(201)
                    .field("sessionId");
            String agent = line.call(
                            "agent-deploy",
                            SECRET,
                            "{\"sessionId\":\"" + session
                                    + "\",\"name\":\"a\",\"role\":\"coder\",\"capabilities\":[\"java\"]}")
                    .expect(201)
                    .field("agentId");
            return new OwnCall.Given(session, agent, SECRET, SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without what other kinds have beside it; the cache is a figure of its own. */
    public String sizeOnDisk() {
        Path path = flow.artifact().path();
        try {
            if (kind == Kind.NATIVE) {
                return mebibytes(Files.size(path));
            }
            Path cache = cacheOf(flow.artifact());
            String application = mebibytes(size(path.getParent()));
            return kind == Kind.JVM ? application : application + " and " + mebibytes(Files.size(cache));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path folder) throws IOException {
        long all = 0;
        try (var files = Files.walk(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".jar")).toList()) {
                all += Files.size(file);
            }
        }
        return all;
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", bytes / 1048576.0);
    }

    @Override
    public String toString() {
        return flow + ", " + kind.words();
    }
}

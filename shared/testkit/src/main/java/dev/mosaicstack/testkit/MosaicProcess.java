package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged artifact in a process of its own, on a free port of 127.0.0.1, with its own data folder and log file. */
public final class MosaicProcess implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);

    private final Artifact artifact;
    private final Process process;
    private final Path folder;
    private final int port;

    private MosaicProcess(Artifact artifact, Process process, Path folder, int port) {
        this.artifact = artifact;
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Starts and waits until ready. The environment is the test's, without its MOSAIC_ settings, plus {@code env}. */
    public static MosaicProcess start(String name, Map<String, String> env) {
        return start(name, env, List.of());
    }

    /** As above, with more arguments behind {@code run}. */
    public static MosaicProcess start(String name, Map<String, String> env, List<String> more) {
        return start(Artifact.underTest(), name, env, more);
    }

    /** Another artifact with the same command line. */
    static MosaicProcess start(Artifact artifact, String name, Map<String, String> env, List<String> more) {
        try {
            return start(artifact, folder(name), Ports.free(), env, more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In this folder, which may have a data folder already. */
    public static MosaicProcess startIn(Path folder, Map<String, String> env) {
        return startIn(Artifact.underTest(), folder, env);
    }

    private static MosaicProcess startIn(Artifact artifact, Path folder, Map<String, String> env) {
        try {
            return start(artifact, folder, Ports.free(), env, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MosaicProcess start(
            Artifact artifact, Path folder, int port, Map<String, String> env, List<String> more) throws IOException {
        var arguments =
                new ArrayList<>(List.of("run", "--data", folder.resolve("data").toString()));
        arguments.addAll(List.of("--port", String.valueOf(port), "--host", "127.0.0.1"));
        arguments.addAll(more);
        return launch(artifact, arguments, env, folder, port);
    }

    /** One function alone, on the data folder of this process and with its Redis, unless another one is named. */
    public MosaicProcess function(String flow, Map<String, String> env) {
        try {
            Path own = Files.createDirectories(folder.resolve(flow));
            int port = Ports.free();
            String redis = env.containsKey("MOSAIC_REDIS_URL") ? env.get("MOSAIC_REDIS_URL") : Redis.url(data());
            var function = new Flow(flow);
            return launch(function.artifact(), List.of(), settings(function, data(), port, redis, env), own, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A flow by itself, on a data folder of its own, ready. */
    static MosaicProcess alone(Flow flow, String redisUrl, Map<String, String> env) {
        try {
            Path own = folder(flow.name());
            Path data = Files.createDirectories(own.resolve("data"));
            int port = Ports.free();
            return launch(
                    flow.artifact(), flow.arguments(data, port), settings(flow, data, port, redisUrl, env), own, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A flow by itself, on a data folder that others may use as well. Does not wait: nobody listens yet.
     *
     * @param redisUrl of a server of others
     */
    public static MosaicProcess begin(Flow flow, Path data, String redisUrl, Map<String, String> env) {
        try {
            int port = Ports.free();
            return begin(
                    flow.artifact(),
                    flow.arguments(data, port),
                    settings(flow, data, port, redisUrl, env),
                    folder(flow.name()),
                    port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new one for a process: its log goes there. */
    private static Path folder(String name) throws IOException {
        Path stacks = Files.createDirectories(Path.of("target", "stacks").toAbsolutePath());
        return Files.createTempDirectory(stacks, name + "-");
    }

    private static Map<String, String> settings(
            Flow flow, Path data, int port, String redisUrl, Map<String, String> env) {
        var all = new HashMap<>(env);
        all.putAll(flow.settings(data, port, redisUrl));
        return all;
    }

    private static MosaicProcess launch(
            Artifact artifact, List<String> arguments, Map<String, String> env, Path folder, int port)
            throws IOException {
        synchronized (MosaicProcess.class) {
            // One at a time: several JVMs that start at once only make each other late.
            return begin(artifact, arguments, env, folder, port).ready();
        }
    }

    private static MosaicProcess begin(
            Artifact artifact, List<String> arguments, Map<String, String> env, Path folder, int port)
            throws IOException {
        GivenAddress.wantProcess();
        var builder = new ProcessBuilder(artifact.command(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("MOSAIC_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(env);
        var log = ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile());
        builder.redirectErrorStream(true).redirectOutput(log);
        var started = new MosaicProcess(artifact, builder.start(), folder, port);
        Runtime.getRuntime().addShutdownHook(new Thread(started::killAll));
        return started;
    }

    /** Waits until it is. @return itself */
    public MosaicProcess ready() {
        awaitReady();
        return this;
    }

    /** SIGKILL, as a power cut does it: nothing it started is stopped, nothing is tidied. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM. @return how long it took to end, and whatever it had started that did not end with it */
    public Ended terminate() {
        List<ProcessHandle> started = process.descendants().toList();
        Instant asked = Instant.now();
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        return new Ended(
                Duration.between(asked, Instant.now()),
                process.exitValue(),
                started.stream().filter(ProcessHandle::isAlive).toList());
    }

    /** Waits until it has ended by itself. @return its exit code */
    public int awaitEnd(Duration atMost) {
        process.onExit().orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).join();
        return process.exitValue();
    }

    /** How a process ended. */
    public record Ended(Duration after, int exitCode, List<ProcessHandle> leftOver) {}

    /** Another run on the same data folder. */
    public MosaicProcess again(Map<String, String> env) {
        return startIn(artifact, folder, env);
    }

    /** Another run on the same data folder, where the clients of this one look for it. */
    MosaicProcess againOnItsPort(Map<String, String> env) {
        try {
            return start(Artifact.underTest(), folder, port, env, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    public Path data() {
        return folder.resolve("data");
    }

    /** Everything the process has written to its standard output and standard error so far. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** SIGTERM, and SIGKILL for it and its children where that does not do; its data folder goes, its log stays. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        Folders.delete(data());
    }

    /** A run that was broken off leaves nothing behind. */
    private void killAll() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void awaitReady() {
        try (var http = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(base().resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            Awaitility.await("ready on port " + port)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(READY_WITHIN)
                    .until(() -> !process.isAlive() || answers200(http, ready));
        } catch (ConditionTimeoutException e) {
            String log = log();
            close();
            throw new IllegalStateException("not ready within " + READY_WITHIN + ":\n" + log, e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("exited with " + process.exitValue() + ":\n" + log());
        }
    }

    private static boolean answers200(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.mosaicstack.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that answers. Close it. */
public final class Running implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);
    private static final long LOOK_AGAIN_MILLIS = 2;

    /** USER_HZ, of every Linux there is. */
    private static final double TICKS_A_SECOND = 100;

    private final Process process;
    private final int port;
    private final Path log;
    private final Duration started;

    private Running(Process process, int port, Path log, Duration started) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.started = started;
    }

    /**
     * Starts and waits for the first 200 of {@code /q/health/ready}. The environment is ours without its MOSAIC_ and
     * QUARKUS_ settings, and {@code env}.
     *
     * @throws IllegalStateException with what the process said, where it ends before
     */
    public static Running start(List<String> command, Map<String, String> env, int port, Path log) {
        return start(command, env, port, "/q/health/ready", log);
    }

    /** The same, of something that has another path for it. */
    public static Running start(List<String> command, Map<String, String> env, int port, String ready, Path log) {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MOSAIC_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(env);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            Files.createDirectories(log.getParent());
            long begun = System.nanoTime();
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
            awaitReady(process, port, ready, log, begun);
            return new Running(process, port, log, Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process, int port, String ready, Path log, long begun) throws IOException {
        while (!isReady(port, ready)) {
            if (!process.isAlive() || System.nanoTime() - begun > READY_WITHIN.toNanos()) {
                end(process);
                throw new IllegalStateException("does not start:\n" + Files.readString(log));
            }
            pause();
        }
    }

    private static boolean isReady(int port, String ready) {
        try (var line = new HttpLine(port)) {
            String request = "GET " + ready + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
            byte[] ask = request.getBytes(StandardCharsets.US_ASCII);
            return line.send(ask).status() == 200;
        } catch (IOException e) {
            // Nobody listens yet.
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public int port() {
        return port;
    }

    /** From its start to its first answer. */
    public Duration started() {
        return started;
    }

    /** Resident memory of the process itself, without its Redis. */
    public double mebibytes() {
        return Double.parseDouble(stat("status", "VmRSS").replaceAll("\\D", "")) / 1024;
    }

    /** What it used of the processors since its start, in seconds of one; proc(5), {@code stat}. */
    public double cpuSeconds() {
        try {
            String stat = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException("processor time is measured on Linux only", e);
        }
    }

    /** The most resident memory since {@link #forgetPeak}. */
    public double peakMebibytes() {
        return Double.parseDouble(stat("status", "VmHWM").replaceAll("\\D", "")) / 1024;
    }

    /** proc(5), {@code clear_refs}: 5 sets the peak to what it is now. */
    public void forgetPeak() {
        try {
            Files.writeString(Path.of("/proc", "" + process.pid(), "clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException("memory is measured on Linux only", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String stat(String file, String name) {
        try (var lines = Files.lines(Path.of("/proc", "" + process.pid(), file))) {
            return lines.filter(line -> line.startsWith(name)).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("memory is measured on Linux only", e);
        }
    }

    /** SIGTERM, SIGKILL where that does not do, with whatever it started. */
    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}

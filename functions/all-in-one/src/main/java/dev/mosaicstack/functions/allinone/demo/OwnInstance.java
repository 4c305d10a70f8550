package dev.mosaicstack.functions.allinone.demo;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.Self;
import dev.mosaicstack.functions.allinone.run.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An instance that lives as long as the demo, on a free port and a new folder. The folder stays. */
final class OwnInstance implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 6;
    private static final long POLL_MILLIS = 20;

    private final Process process;
    private final Address address;
    private final DataFolder data;

    private OwnInstance(Process process, Address address, DataFolder data) {
        this.process = process;
        this.address = address;
        this.data = data;
    }

    /** Starts the process; it does not answer yet. */
    static OwnInstance start() {
        try {
            var data = new DataFolder(Files.createTempDirectory("mosaic-demo-").toRealPath());
            var address = new Address(Environment.DEFAULT_HOST, freePort());
            var builder = new ProcessBuilder(
                            Self.command("run", "--data", data.root().toString(), "--port", "" + address.port()))
                    .redirectErrorStream(true)
                    .redirectOutput(log(data).toFile());
            // It must not touch what the user's settings point to: their database, their Redis.
            builder.environment().keySet().removeIf(name -> name.startsWith("MOSAIC_"));
            return new OwnInstance(builder.start(), address, data);
        } catch (IOException e) {
            throw new Problem("cannot start an instance for the demo (" + DataFolder.reason(e) + ")");
        }
    }

    /** The folder and what its process printed. */
    DataFolder data() {
        return data;
    }

    static Path log(DataFolder data) {
        return data.root().resolve("run.log");
    }

    Target target() {
        return Target.of(address.url(), data, new Environment(Map.of()));
    }

    /** @throws Problem where it does not start */
    void awaitAnswer() {
        long end = System.nanoTime() + START.toNanos();
        try {
            while (!address.answers()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new Problem("the demo's own instance did not start; see " + log(data));
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted");
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package dev.mosaicstack.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.bench.figure.Measured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The HTTP load generator {@code wrk}: one thread of C, the next request of a connection when the last is answered. */
public final class Wrk {

    private static final double MICROS_PER_MILLI = 1e3;

    private final Path folder;
    private final int connections;

    public Wrk(Path folder, int connections) {
        Tool.require("wrk", "install it (apt-get install wrk)");
        this.folder = folder;
        this.connections = connections;
        try (InputStream in = Wrk.class.getResourceAsStream("replay.lua")) {
            Files.copy(in, folder.resolve("replay.lua"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws Measured.Spoilt where answers were refused, connections broke, or the requests of a file that may be sent
     *     only once were too few
     */
    public Measured run(int port, Requests requests, boolean again, Duration time) {
        String said = Tool.run(
                folder,
                List.of(
                        "wrk",
                        "--threads=1",
                        "--connections=" + connections,
                        "--duration=" + Math.max(1, time.toSeconds()),
                        "--timeout=30s",
                        "--script=replay.lua",
                        "http://127.0.0.1:" + port + "/",
                        requests.file().toString(),
                        "" + requests.size(),
                        again ? "again" : "once"));
        JsonNode summary = Tool.lastLine(said);
        if (summary.path("exhausted").intValue() > 0) {
            throw new Measured.Spoilt("all prepared requests were sent before the time was over");
        }
        return measured(summary);
    }

    private static Measured measured(JsonNode summary) {
        long refused = summary.path("refused").longValue();
        return new Measured(
                summary.path("answers").longValue() - refused,
                refused + summary.path("broken").longValue(),
                summary.path("micros").longValue() / 1e6,
                summary.path("p50").longValue() / MICROS_PER_MILLI,
                summary.path("p99").longValue() / MICROS_PER_MILLI);
    }
}

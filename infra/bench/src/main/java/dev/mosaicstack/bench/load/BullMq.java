package dev.mosaicstack.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.testkit.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** BullMQ adding and processing jobs, the version that {@code infra/bench/bullmq/package-lock.json} pins. */
public final class BullMq {

    private static final String MEND = "install Node.js 20 or newer (apt-get install nodejs npm)";

    private static final int AHEAD = 2000;
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    public static final String AHEAD_TEXT = "BullMQ add, process, up to 2,000 jobs ahead";
    public static final String AWAITED_TEXT = "BullMQ add, process, each job awaited before the next";

    private final Path folder;
    private final int clients;

    /** Installs it where it is not installed yet. */
    public BullMq(Path root, int clients) {
        this.folder = root.resolve("infra/bench/bullmq");
        this.clients = clients;
        Tool.require("node", MEND);
        if (!Files.isDirectory(folder.resolve("node_modules/bullmq"))) {
            Tool.require("npm", MEND);
            Tool.run(folder, List.of("npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"));
        }
    }

    /** Which of the two is faster depends on the machine: a reference is the faster one. */
    public record Jobs(Measured ahead, Measured awaited) {

        public double perSecond() {
            return Math.max(ahead.perSecond(), awaited.perSecond());
        }
    }

    public Jobs run(RedisServer redis, Duration time) {
        return new Jobs(run(redis, AHEAD, time), run(redis, clients, time));
    }

    /** @param ahead how many jobs may be open; as many as clients: each job is awaited before the next */
    private Measured run(RedisServer redis, int ahead, Duration time) {
        JsonNode said = Tool.lastLine(Tool.run(
                folder,
                List.of(
                        "node",
                        "jobs.mjs",
                        "" + redis.port(),
                        redis.password(),
                        "" + clients,
                        "" + ahead,
                        "" + WARM_UP.toMillis() / 1e3,
                        "" + time.toMillis() / 1e3)));
        return new Measured(
                said.path("jobs").longValue(),
                said.path("failed").longValue(),
                said.path("seconds").doubleValue(),
                said.path("p50").doubleValue(),
                said.path("p99").doubleValue());
    }
}

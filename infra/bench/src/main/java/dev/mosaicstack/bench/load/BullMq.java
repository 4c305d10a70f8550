package dev.mosaicstack.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.product.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** BullMQ adding and processing jobs, the version that {@code infra/bench/bullmq/package-lock.json} pins. */
public final class BullMq {

    private static final String MEND = "install Node.js 20 or newer (apt-get install nodejs npm)";

    private final Path folder;
    private final int clients;

    /** Installs it where it is not installed yet. */
    public BullMq(Path root, int clients) {
        this.folder = root.resolve("infra/bench/bullmq");
        this.clients = clients;
        Tool.require("node", MEND);
        if (!Files.isDirectory(folder.resolve("node_modules/bullmq"))) {
            Tool.require("npm", MEND);
            Tool.run(folder, List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
        }
    }

    /** @param ahead how many jobs may be open; as many as clients: each job is awaited before the next */
    public Measured run(RedisServer redis, int ahead, Duration warmUp, Duration time) {
        JsonNode said = Tool.lastLine(Tool.run(
                folder,
                List.of(
                        "node",
                        "jobs.mjs",
                        "" + redis.port(),
                        redis.password(),
                        "" + clients,
                        "" + ahead,
                        "" + warmUp.toMillis() / 1e3,
                        "" + time.toMillis() / 1e3)));
        return new Measured(
                said.path("jobs").longValue(),
                said.path("failed").longValue(),
                said.path("seconds").doubleValue(),
                said.path("p50").doubleValue(),
                said.path("p99").doubleValue());
    }
}

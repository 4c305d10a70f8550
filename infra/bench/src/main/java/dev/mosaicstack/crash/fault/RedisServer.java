package dev.mosaicstack.crash.fault;

import dev.mosaicstack.crash.product.Product;
import dev.mosaicstack.testkit.Redis;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** The product's own Redis as a process. */
record RedisServer(Product product) {

    ProcessHandle handle() {
        try (Redis redis = product.redis()) {
            String info = (String) redis.command("INFO", "server");
            long pid = info.lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .mapToLong(line -> Long.parseLong(line.substring("process_id:".length())))
                    .findFirst()
                    .orElseThrow();
            return ProcessHandle.of(pid).orElseThrow();
        }
    }

    void flush() {
        try (Redis redis = product.redis()) {
            redis.command("FLUSHALL");
        }
    }

    void awaitAnswer() {
        Awaitility.await("Redis to answer")
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(this::answers);
    }

    private boolean answers() {
        try (Redis redis = product.redis()) {
            return redis.command("PING").equals("PONG");
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }
}

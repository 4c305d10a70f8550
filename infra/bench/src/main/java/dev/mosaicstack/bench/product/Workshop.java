package dev.mosaicstack.bench.product;

import dev.mosaicstack.testkit.Folders;
import dev.mosaicstack.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a benchmark works: on the disk of the project, because a folder for temporary files may be in memory. Close it. */
public record Workshop(Path root, Path folder) implements AutoCloseable {

    public static Workshop open(Path root) {
        try {
            Path target = Files.createDirectories(root.resolve("infra/bench/target/work"));
            return new Workshop(root, Files.createTempDirectory(target, "bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same Redis as the product embeds, with a durability of its own. Close it. */
    public RedisServer redis(String name, String... durability) {
        return RedisServer.start(folder.resolve(name), "bench", durability);
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }
}

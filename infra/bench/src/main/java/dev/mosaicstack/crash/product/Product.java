package dev.mosaicstack.crash.product;

import dev.mosaicstack.testkit.MosaicProcess;
import dev.mosaicstack.testkit.Redis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The product in all its lives: one data folder, one log, processes that follow each other. */
public final class Product implements AutoCloseable {

    private final Path folder;
    private final Database database;
    private final Disk disk;
    private final Map<String, String> settings = new HashMap<>();
    private volatile MosaicProcess process;

    private Product(Path folder, Database database, Disk disk) {
        this.folder = folder;
        this.database = database;
        this.disk = disk;
        settings.putAll(Map.of(
                "MOSAIC_ADMIN_TOKEN", secret(),
                "MOSAIC_WEBHOOK_SECRET", secret(),
                "MOSAIC_RATE_LIMIT_PER_SECOND", "0",
                // Every event stays on the stream, so that each of them can be asked for at the end.
                "MOSAIC_STREAM_MAX_LENGTH", "10000000",
                "MOSAIC_TASK_BACKOFF_MIN", "PT0.2S"));
        settings.putAll(database.settings());
    }

    /** @param ownDisk whether its data are to be on a file system that can be filled, if that can be had */
    public static Product start(Database database, boolean ownDisk) {
        try {
            Path all = Files.createDirectories(Path.of("target", "crash").toAbsolutePath());
            Path folder = Files.createTempDirectory(all, "run-");
            Path data = Files.createDirectory(folder.resolve("data"));
            var product =
                    new Product(folder, database, ownDisk ? Disk.mountedOn(data).orElse(null) : null);
            product.process = MosaicProcess.startIn(folder, product.settings);
            return product;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Another process on the same data. Comes back when it is ready; it has a new port. */
    public void startAgain() {
        process = process.again(settings);
    }

    /** SIGTERM, and waits for the end. */
    public MosaicProcess.Ended stop() {
        return process.terminate();
    }

    public URI base() {
        return process.base();
    }

    public ProcessHandle handle() {
        return process.handle();
    }

    public String adminToken() {
        return settings.get("MOSAIC_ADMIN_TOKEN");
    }

    public String webhookSecret() {
        return settings.get("MOSAIC_WEBHOOK_SECRET");
    }

    public Database database() {
        return database;
    }

    /** Empty where the data are on a disk that is not ours alone. */
    public Optional<Disk> disk() {
        return Optional.ofNullable(disk);
    }

    /** Where all its lives write their log. */
    public Path logFile() {
        return folder.resolve("log");
    }

    public Path data() {
        return process.data();
    }

    /** What all its lives wrote. */
    public String log() {
        return process.log();
    }

    /** A connection to its Redis. Close it. */
    public Redis redis() {
        return Redis.ofDataFolder(data());
    }

    /** Resident memory in bytes, as Linux tells it; empty elsewhere. */
    public Optional<Long> memory() {
        Path status = Path.of("/proc", String.valueOf(handle().pid()), "status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            // Not Linux, or the process is just gone.
            return Optional.empty();
        }
    }

    /** Copies what is on a disk that goes with the run. @return where the data are to be found */
    public Path keep() {
        if (disk == null) {
            return data();
        }
        Folder.copy(data(), folder.resolve("kept"));
        return folder.resolve("kept");
    }

    /** All of the run goes, its log too. Only after {@link #close}. */
    public void delete() {
        Folder.delete(folder);
    }

    /** Ends whatever still runs, also a Redis that outlived its application; the data go with their disk, if any. */
    @Override
    public void close() {
        end(handle());
        redisProcess().ifPresent(Product::end);
        if (disk != null) {
            disk.close();
        }
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    }

    private Optional<ProcessHandle> redisProcess() {
        try {
            long pid = Long.parseLong(
                    Files.readString(data().resolve("redis/redis.pid")).strip());
            return ProcessHandle.of(pid)
                    .filter(process -> process.info().command().orElse("").startsWith(data().toString()));
        } catch (IOException | NumberFormatException e) {
            // It ended in order and took its file with it.
            return Optional.empty();
        }
    }

    private static String secret() {
        return new BigInteger(256, new SecureRandom()).toString(36);
    }
}

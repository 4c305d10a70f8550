package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * At most one {@code run} per data folder. The operating system holds the lock, so it ends with its process however
 * that ends; the file's content only tells the others who holds it.
 */
public final class RunLock implements AutoCloseable {

    /** Who runs on a data folder. */
    @RegisterForReflection
    public record Holder(long pid, String host, int port, Instant startedAt) {

        /** Where it answers; a wildcard address is reached over loopback. */
        public String url() {
            return "http://" + Address.reachable(host) + ":" + port;
        }
    }

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock or says who has it.
     *
     * @throws Problem where another process has it
     */
    public static RunLock take(DataFolder data, Holder self) {
        try {
            FileChannel channel = FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw new Problem(inUse(data));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Json.write(self).getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            return new RunLock(channel);
        } catch (IOException e) {
            throw new Problem("data folder " + data.root() + " cannot be locked (" + DataFolder.reason(e) + ")");
        }
    }

    /** The live process that runs on {@code data}. A file that a killed process left does not count. */
    public static Optional<Holder> holder(DataFolder data) {
        Optional<Holder> written = read(data.lock());
        boolean alive = written.flatMap(holder -> ProcessHandle.of(holder.pid()))
                .map(ProcessHandle::isAlive)
                .orElse(false);
        return alive && isLocked(data.lock()) ? written : Optional.empty();
    }

    private static String inUse(DataFolder data) {
        return read(data.lock())
                .map(holder -> "data folder %s is in use by pid %d, %s, since %s"
                        .formatted(data.root(), holder.pid(), holder.url(), holder.startedAt()))
                .orElse("data folder " + data.root() + " is in use by another process");
    }

    private static Optional<Holder> read(Path file) {
        try {
            String content = Files.readString(file);
            return content.isBlank() ? Optional.empty() : Optional.of(Json.read(content, Holder.class));
        } catch (IOException | IllegalStateException e) {
            // Absent, unreadable or half written: nobody can be named.
            return Optional.empty();
        }
    }

    private static boolean isLocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !tryLock(channel);
        } catch (IOException e) {
            // It cannot be opened for writing, so nothing of ours writes to it either.
            return false;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Empties the file before the lock ends: removing it would race with whoever opens it now. */
    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            // The lock ends with the channel or with the process; the content is only information.
            return;
        }
    }
}

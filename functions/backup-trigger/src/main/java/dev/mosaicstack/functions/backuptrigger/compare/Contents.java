package dev.mosaicstack.functions.backuptrigger.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Compares contents of files, byte by byte, several at once; a large file is several pieces. */
final class Contents implements AutoCloseable {

    private static final int MOST_THREADS = 4;
    private static final long PIECE = 64L * 1024 * 1024;

    /** One file on both sides. @param leftOut once the source has changed, or is gone */
    private record Pair(Node node, Path restored, Path source, AtomicBoolean leftOut) {}

    private final Differences differences;
    private final BooleanSupplier stopped;
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong disguised = new AtomicLong();

    private final int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());

    /** Who gives it more than it can take does some of the work. */
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(64),
            Thread.ofPlatform().daemon().name("compare").factory(),
            new ThreadPoolExecutor.CallerRunsPolicy());

    /** @param stopped once it says so, nothing is compared any more */
    Contents(Differences differences, BooleanSupplier stopped) {
        this.differences = differences;
        this.stopped = stopped;
    }

    /** How many bytes were compared so far. */
    long bytes() {
        return bytes.get();
    }

    /** @param node as large as both are */
    void compare(Node node, Path restored, Path source) {
        files.incrementAndGet();
        var pair = new Pair(node, restored, source, new AtomicBoolean());
        for (long from = 0; from < node.size(); from += PIECE) {
            long begin = from;
            executor.execute(() -> piece(pair, begin, Math.min(PIECE, node.size() - begin)));
        }
    }

    private void piece(Pair pair, long from, long length) {
        if (stopped.getAsBoolean() || pair.leftOut().get()) {
            return;
        }
        try (FileChannel source = FileChannel.open(pair.source(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            restored(pair, source, from, length);
        } catch (IOException e) {
            leaveOut(pair);
        }
    }

    private void restored(Pair pair, FileChannel source, long from, long length) throws IOException {
        FileChannel opened;
        try {
            opened = FileChannel.open(pair.restored(), StandardOpenOption.READ);
        } catch (IOException e) {
            differences.add(pair.node().path(), "was restored and cannot be read: " + e.getMessage());
            return;
        }
        try (opened) {
            if (!same(opened, source, from, length)) {
                differs(pair);
            }
        }
    }

    private boolean same(FileChannel restored, FileChannel source, long from, long length) throws IOException {
        ByteBuffer[] both = Buffers.take();
        try {
            return same(both, restored, source, from, length);
        } finally {
            Buffers.give(both);
        }
    }

    private boolean same(ByteBuffer[] both, FileChannel restored, FileChannel source, long from, long length)
            throws IOException {
        for (long done = 0; done < length && !stopped.getAsBoolean(); ) {
            int most = (int) Math.min(Buffers.SIZE, length - done);
            fill(source, both[1].clear().limit(most), from + done);
            try {
                fill(restored, both[0].clear().limit(most), from + done);
            } catch (IOException e) {
                return false;
            }
            if (both[0].remaining() != most || both[0].mismatch(both[1]) >= 0) {
                return false;
            }
            done += most;
            bytes.addAndGet(most);
        }
        return true;
    }

    private static void fill(FileChannel from, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        for (int read = 0; read >= 0 && buffer.hasRemaining(); at += read) {
            read = from.read(buffer, at);
        }
        buffer.flip();
    }

    /** Not where somebody has written to the source meanwhile. */
    private void differs(Pair pair) {
        Node node = pair.node();
        Status source = Status.of(pair.source());
        if (!source.isUnchanged(node)) {
            leaveOut(pair);
        } else if (!node.changed().equals(Instant.EPOCH) && !source.changed().equals(node.changed())) {
            // Times can be set, but not that of the inode: a new version with the size and time of the old one.
            if (leaveOut(pair)) {
                disguised.incrementAndGet();
            }
        } else if (pair.leftOut().compareAndSet(false, true)) {
            differences.add(
                    node.path(),
                    "has other bytes than the source, and nobody has written to that since: one of the two is damaged");
        }
    }

    /** How many files have other bytes and were changed in the source since, though their size and time are as they were. */
    long disguised() {
        return disguised.get();
    }

    private boolean leaveOut(Pair pair) {
        boolean first = pair.leftOut().compareAndSet(false, true);
        if (first) {
            files.decrementAndGet();
        }
        return first;
    }

    /** Waits until all that was given was compared. @return how many files were */
    long whole() {
        executor.shutdown();
        try {
            while (!executor.awaitTermination(1, TimeUnit.SECONDS) && !stopped.getAsBoolean()) {
                // A large disk takes its time.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return files.get();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

package dev.mosaicstack.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that go on writing to what is being backed up, until it is closed. */
final class WritersAtWork implements AutoCloseable {

    /** One write; called again and again. */
    interface Writer {
        void write(long number) throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final List<AtomicLong> counts = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean closed;

    WritersAtWork with(String name, Writer writer) {
        var count = new AtomicLong();
        counts.add(count);
        threads.add(Thread.ofPlatform().daemon().name(name).start(() -> {
            while (!closed) {
                try {
                    writer.write(count.get());
                    count.incrementAndGet();
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                    return;
                }
            }
        }));
        return this;
    }

    /** How often each has written. */
    List<Long> written() {
        return counts.stream().map(AtomicLong::get).toList();
    }

    /** @throws AssertionError where one of them failed: then there was no load */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (failure.get() != null) {
            throw new AssertionError("a writer failed", failure.get());
        }
    }
}

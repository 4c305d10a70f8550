package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that each do the same thing again and again, the next when the last is answered. */
public final class ClosedLoop {

    /** One client. */
    public interface Client {
        /** @throws IOException where an answer is not what it should be */
        Done once() throws IOException;
    }

    /** What one time came to. */
    public record Done(int good, int failed) {}

    private record Part(long good, long failed, Times times) {}

    /** A client with more failures than these has nothing more to say. */
    private static final int ENOUGH = 100;

    private ClosedLoop() {}

    /**
     * Counts what ends well within {@code time} after {@code warmUp}, and what fails at any time: a failed answer is never
     * part of a rate or a time.
     */
    public static Measured run(List<? extends Client> clients, Duration warmUp, Duration time) {
        long begin = System.nanoTime() + warmUp.toNanos();
        long end = begin + time.toNanos();
        // Threads of the system: a read that blocks is one call to it, without a poller beside.
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            List<Future<Part>> running = new ArrayList<>();
            for (Client client : clients) {
                running.add(threads.submit(() -> run(client, begin, end)));
            }
            return sum(running, time);
        }
    }

    private static Part run(Client client, long begin, long end) {
        var times = new Times();
        long good = 0;
        long failed = 0;
        while (true) {
            long from = System.nanoTime();
            Done done = once(client, failed == 0);
            long to = System.nanoTime();
            if (to >= end) {
                return new Part(good, failed, times);
            }
            failed += done.failed();
            if (failed > ENOUGH) {
                throw new Measured.Spoilt("a client failed " + failed + " times");
            }
            if (to >= begin && done.good() > 0) {
                good += done.good();
                times.add(to - from);
            }
        }
    }

    private static Done once(Client client, boolean say) {
        try {
            return client.once();
        } catch (IOException e) {
            if (say) {
                System.err.println("failed: " + e.getMessage());
            }
            return new Done(0, 1);
        }
    }

    private static Measured sum(List<Future<Part>> running, Duration time) {
        long good = 0;
        long failed = 0;
        List<Times> times = new ArrayList<>();
        try {
            for (Future<Part> client : running) {
                Part part = client.get();
                good += part.good();
                failed += part.failed();
                times.add(part.times());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Measured.Spoilt("interrupted");
        } catch (ExecutionException e) {
            throw new Measured.Spoilt("a client broke: " + e.getCause());
        }
        Times all = Times.all(times);
        return new Measured(good, failed, time.toMillis() / 1e3, all.percentile(0.5), all.percentile(0.99));
    }
}

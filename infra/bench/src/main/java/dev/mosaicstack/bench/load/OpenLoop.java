package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A constant rate, however slow the answers are: each thing has its instant, and its time counts from then, even where it
 * has to wait for the one before. So a stall is in the figures of all that it made late.
 */
public final class OpenLoop {

    /** One of many that take turns. */
    public interface Turn {
        void take() throws IOException;
    }

    private final List<? extends Turn> turns;
    private final int perSecond;

    /** @param turns taken one after another, {@code perSecond} in all; the first again after the last */
    public OpenLoop(List<? extends Turn> turns, int perSecond) {
        this.turns = turns;
        this.perSecond = perSecond;
    }

    public Measured run(Duration time) {
        long apart = 1_000_000_000L / perSecond;
        long begin = System.nanoTime() + apart;
        long rounds = Math.max(1, time.toSeconds() * perSecond / turns.size());
        var failed = new AtomicInteger();
        List<CompletableFuture<Times>> running = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            long first = begin + i * apart;
            var done = new CompletableFuture<Times>();
            Thread.startVirtualThread(() -> done.complete(all(turn, first, apart * turns.size(), rounds, failed)));
            running.add(done);
        }
        Times all = Times.all(running.stream().map(CompletableFuture::join).toList());
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Measured(all.count(), failed.get(), seconds, all.percentile(0.5), all.percentile(0.99));
    }

    private static Times all(Turn turn, long first, long apart, long rounds, AtomicInteger failed) {
        var times = new Times();
        for (long round = 0; round < rounds; round++) {
            long due = first + round * apart;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            try {
                turn.take();
                times.add(System.nanoTime() - due);
            } catch (IOException e) {
                System.err.println("failed: " + e.getMessage());
                failed.incrementAndGet();
            }
        }
        return times;
    }
}

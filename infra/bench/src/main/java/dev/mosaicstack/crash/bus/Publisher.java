package dev.mosaicstack.crash.bus;

import dev.mosaicstack.bench.load.SignedPush;
import dev.mosaicstack.bench.product.HttpLine;
import dev.mosaicstack.testkit.Pushes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes numbered events: each subject's one after the other, as it was acknowledged; the subjects side by side. */
final class Publisher {

    private static final int THREADS = 16;

    private final int port;
    private final String secret;
    private final BusPlan plan;
    private final AtomicLong published = new AtomicLong();

    Publisher(int port, String secret, BusPlan plan) {
        this.port = port;
        this.secret = secret;
        this.plan = plan;
    }

    /** @return completes when all was acknowledged */
    CompletableFuture<Void> start() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            var done = new CompletableFuture<Void>();
            Thread.startVirtualThread(() -> {
                try {
                    publish(first);
                    done.complete(null);
                } catch (IOException | RuntimeException e) {
                    done.completeExceptionally(e);
                }
            });
            all.add(done);
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    private void publish(int first) throws IOException {
        try (var line = new HttpLine(port)) {
            for (int number = 1; number <= most(); number++) {
                for (int subject = first; subject < plan.subjects(); subject += THREADS) {
                    if (number <= eventsOf(subject)) {
                        line.send(request(repository(subject), number)).expect(202);
                        published.incrementAndGet();
                    }
                }
            }
        }
    }

    long published() {
        return published.get();
    }

    /** How many events each subject has in the end. */
    Map<String, Integer> expected() {
        Map<String, Integer> expected = new TreeMap<>();
        for (int subject = 0; subject < plan.subjects(); subject++) {
            expected.put("repos/" + repository(subject), eventsOf(subject));
        }
        return expected;
    }

    private int most() {
        return Math.ceilDiv(plan.events(), plan.subjects());
    }

    private int eventsOf(int subject) {
        return plan.events() / plan.subjects() + (subject < plan.events() % plan.subjects() ? 1 : 0);
    }

    private static String repository(int subject) {
        return "bus/r" + subject;
    }

    private byte[] request(String repository, int number) {
        return SignedPush.request(Pushes.numbered(repository, number), secret);
    }
}

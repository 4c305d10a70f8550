package dev.mosaicstack.crash.bus;

import dev.mosaicstack.testkit.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** The processes that deliver. Close them. */
final class Dispatchers implements AutoCloseable {

    private static final Map<String, String> DELIVER = Map.of("MOSAIC_DISPATCH_ENABLED", "true");

    private final Stack intake;
    private final List<CompletableFuture<Stack>> running = new ArrayList<>();
    private final Random random;

    Dispatchers(Stack intake, int count, long seed) {
        this.intake = intake;
        this.random = new Random(seed);
        for (int i = 0; i < count; i++) {
            running.add(start());
        }
        running.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Stack> start() {
        return CompletableFuture.supplyAsync(() -> intake.function("event-dispatch", DELIVER));
    }

    /** SIGKILL for one of those that are up, and another one in its place as soon as it has started. @return false where none is up */
    boolean killOne() {
        List<CompletableFuture<Stack>> up =
                running.stream().filter(CompletableFuture::isDone).toList();
        if (up.isEmpty()) {
            return false;
        }
        CompletableFuture<Stack> one = up.get(random.nextInt(up.size()));
        one.join().process().kill();
        running.set(running.indexOf(one), start());
        return true;
    }

    /** What all of them wrote. */
    String log() {
        return running.getFirst().join().log();
    }

    @Override
    public void close() {
        running.forEach(one -> one.join().close());
    }
}

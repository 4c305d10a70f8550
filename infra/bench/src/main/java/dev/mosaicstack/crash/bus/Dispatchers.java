package dev.mosaicstack.crash.bus;

import dev.mosaicstack.testkit.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The processes that deliver. Close them. */
final class Dispatchers implements AutoCloseable {

    private static final Map<String, String> DELIVER = Map.of("MOSAIC_DISPATCH_ENABLED", "true");

    private final Stack intake;
    private final List<Stack> running = new ArrayList<>();
    private final Random random;

    Dispatchers(Stack intake, int count, long seed) {
        this.intake = intake;
        this.random = new Random(seed);
        for (int i = 0; i < count; i++) {
            running.add(intake.function("event-dispatch", DELIVER));
        }
    }

    /** SIGKILL for one of them, and another one in its place. */
    void killOne() {
        int which = random.nextInt(running.size());
        running.get(which).process().kill();
        running.set(which, intake.function("event-dispatch", DELIVER));
    }

    /** What all of them wrote. */
    String log() {
        return running.getFirst().log();
    }

    @Override
    public void close() {
        running.forEach(Stack::close);
    }
}

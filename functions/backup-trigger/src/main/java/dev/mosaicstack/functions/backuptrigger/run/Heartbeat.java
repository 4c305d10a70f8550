package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.RunBackups;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Says every second that a run is alive and how far it is, and ends it where it takes too long. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final RunBackups runs;
    private final Work work;
    private final Thread thread;
    private Instant told;

    Heartbeat(RunBackups runs, Work work) {
        this.runs = runs;
        this.work = work;
        this.thread =
                Thread.ofPlatform().daemon().name("run " + work.run().id()).unstarted(this::beat);
    }

    void start() {
        thread.start();
    }

    private void beat() {
        long until = System.nanoTime() + work.plan().timeout().toNanos();
        while (!Pause.interrupted(BEAT)) {
            once(until);
        }
    }

    private void once(long until) {
        try {
            if (System.nanoTime() > until) {
                work.programs()
                        .stop(new Failure(
                                Fault.TIMED_OUT,
                                "it took longer than " + work.plan().timeout()));
            }
            Optional<Instant> now = runs.beat(work.run().id(), work.progress().get(), told);
            if (now.isPresent()) {
                told = now.get();
            } else if (!Thread.currentThread().isInterrupted()) {
                // It counts as dead: another may begin, so this one must not go on.
                work.programs().stop(new Failure(Fault.INTERRUPTED, "it was taken for dead"));
            }
        } catch (RuntimeException e) {
            LOG.debugf("run %s: no sign of life: %s", work.run().id(), e.getMessage());
        } catch (Error e) {
            // Without a next one it counts as dead, and another begins beside it.
            LOG.errorf(e, "run %s: no sign of life", work.run().id());
        }
    }

    /** No beat comes after it. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.Timing;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.PlanBackups;
import dev.mosaicstack.core.backup.RunBackups;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.wait.Wakeups;
import dev.mosaicstack.functions.backuptrigger.Rig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {

    /** Whoever calls it meets an Error. */
    private static final class BrokenStore implements Store {

        private final CountDownLatch calls = new CountDownLatch(2);

        boolean calledTwice() throws InterruptedException {
            return calls.await(20, TimeUnit.SECONDS);
        }

        @Override
        public <T> T write(Function<Tx, T> work) {
            calls.countDown();
            throw new StackOverflowError("as it is meant");
        }

        @Override
        public <T> T read(Function<Tx, T> work) {
            return write(work);
        }
    }

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final BrokenStore store = new BrokenStore();
    private final Recorder recorder = new Recorder(new Ids(clock), clock);
    private final PlanBackups plan = new PlanBackups(store, new Ids(clock), clock, "test", List.of());
    private final RunBackups runs = new RunBackups(store, recorder, clock, plan, "me");

    @Test
    void anErrorIsNoEndOfTheRounds() throws InterruptedException {
        Duration second = Duration.ofSeconds(1);
        var wakeups = new Wakeups(new Timing(second, second, second, second, second));
        var watch = new WatchBackups(store, recorder, clock, wakeups);
        var worker = new Worker(Rig.plans(Map.of()), plan, runs, watch, new WorkFolder(folder));
        worker.start(false);
        assertThat(store.calledTwice()).isTrue();
        worker.stop();
    }

    @Test
    void anErrorIsNoEndOfTheSignsOfLife() throws InterruptedException {
        Work work = Rig.in(folder)
                .with("sources.notes.kind", "files")
                .with("sources.notes.paths", folder.resolve("notes").toString())
                .work(Kind.BACKUP);
        try (var heartbeat = new Heartbeat(runs, work)) {
            heartbeat.start();
            assertThat(store.calledTwice()).isTrue();
        }
    }
}

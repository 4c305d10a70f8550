package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.retention.Retention;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** How long forgetting keeps others from writing, among small rows, many rows, and rows as large as they can be. */
@Timeout(300)
@Isolated("it measures times")
class RetentionHoldTest {

    private static final int MIB = 1024 * 1024;
    private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path folder;

    @Test
    void theWriterIsNeverHeldForLong() {
        try (var database = new TestDatabase(folder)) {
            fill(database);
        }
        var meter = new HoldMeter(TestDatabase.writerUrl(folder));
        try (var store = new SqliteStore(meter, meter, new Listeners(List.of(), List.of()))) {
            // As at every start: the first transaction of all is not one of these.
            store.write(tx -> new Rows(tx, Instant.now()).nobodyWaitsForEvents());
            meter.holds.clear();
            var retention = new Retention(
                    store,
                    new Keep(DAY, DAY, DAY, DAY, DAY, DAY, DAY, DAY, DAY),
                    new Recorder(new Ids(Clock.systemUTC()), Clock.systemUTC()),
                    Clock.systemUTC());
            int before;
            do {
                before = meter.holds.size();
                retention.round(() -> false);
            } while (meter.holds.size() > before + 1);
            long left = store.read(tx -> tx.events().lastPosition()
                    - tx.events().after(0, 2).getFirst().position());
            assertThat(left).as("events before the newest").isZero();
        }
        double work = report("deleting", meter.holds.stream().map(HoldMeter.Hold::work));
        report("and its commit", meter.holds.stream().map(hold -> hold.work() + hold.commit()));
        assertThat(work).isLessThan(50);
    }

    /** @return milliseconds below which 9 of 10 are: the others may have been another process' turn */
    private static double report(String what, Stream<Long> nanos) {
        List<Double> holds = nanos.sorted().map(n -> n / 1e6).toList();
        double most = holds.get(holds.size() * 9 / 10);
        System.out.printf(
                "%s held the writer %d times: median %.1f ms, 9 of 10 below %.1f ms, longest %.1f ms%n",
                what, holds.size(), holds.get(holds.size() / 2), most, holds.getLast());
        return most;
    }

    private static void fill(TestDatabase database) {
        write(database, rows -> {
            for (int i = 0; i < 20_000; i++) {
                rows.anEvent();
            }
        });
        String event = database.store.write(tx -> new Rows(tx, OLD).anEvent());
        write(database, rows -> {
            for (int i = 0; i < 4_000; i++) {
                rows.aDelivery(event, 3 * 1024);
            }
        });
        for (int i = 0; i < 6; i++) {
            write(database, rows -> rows.aDelivery(event, 25 * MIB));
        }
        write(database, rows -> {
            String session = rows.anEndedSession();
            for (int i = 0; i < 2_000; i++) {
                rows.aFailedTask(session, rows.aFailedTask(session));
            }
            for (int i = 0; i < 100; i++) {
                rows.aCompletedTask(session, MIB);
            }
        });
    }

    private static void write(TestDatabase database, Consumer<Rows> rows) {
        database.store.write(tx -> {
            rows.accept(new Rows(tx, OLD));
            return null;
        });
    }
}

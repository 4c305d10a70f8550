package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.crash.bus.BusPlan;
import dev.mosaicstack.crash.bus.BusRun;
import dev.mosaicstack.testkit.DatabaseUnderTest;
import java.io.PrintWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** The short form of {@code ./mosaic crash bus}. Alone, because it takes all of a small machine. */
@Isolated
@Timeout(300)
class BusCrashContractTest {

    @Test
    void everySinkHasEveryEventInOrderThoughDispatchersAndRedisAreKilled() throws Exception {
        var plan = new BusPlan(
                DatabaseUnderTest.kind(), 3, 8, 4_000, Duration.ofSeconds(2), Duration.ofMinutes(2), 20_260_201);
        var result = new BusRun(plan, new PrintWriter(System.out)).run();
        assertThat(result.findings()).isEmpty();
        assertThat(result.deliveries()).isEqualTo(8 * 4_000);
        assertThat(result.kills()).as("a run without a kill proves nothing").isPositive();
        assertThat(result.refused()).as("some sinks refuse now and then").isPositive();
    }
}

package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.crash.Crash;
import dev.mosaicstack.crash.Plan;
import dev.mosaicstack.crash.fault.Deck;
import dev.mosaicstack.crash.ledger.Verdict.Row;
import dev.mosaicstack.testkit.DatabaseUnderTest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The short form of {@code ./mosaic crash}: each fault once, on an instance of its own under load. Alone, because it takes
 * all of a small machine and the other contracts look at the clock.
 */
@Isolated
@Timeout(300)
class CrashContractTest {

    @Test
    void nothingAcknowledgedIsLostWhateverFails() throws Exception {
        var plan = new Plan(DatabaseUnderTest.kind(), Duration.ZERO, Set.copyOf(Deck.NAMES), 20_260_101);
        var result = new Crash(plan, new PrintWriter(System.out), false).run();
        assertThat(result.verdict().findings()).isEmpty();
        assertThat(result.skipped())
                .as("only a disk of its own may be out of reach, and not every database is a server")
                .isSubsetOf("fill-disk", "kill-database");
        assertThat(result.verdict().rows()).allSatisfy(row -> assertThat(row.acknowledged())
                .as("a load that does nothing proves nothing: %s", row)
                .isPositive());
        assertThat(result.verdict().rows()).extracting(Row::lost).containsOnly(0L);
    }
}

package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final Circuit circuit = new Circuit();

    private void failures(int count) {
        for (int i = 0; i < count; i++) {
            circuit.begin();
            circuit.failed(NOW);
        }
    }

    @Test
    void itOpensAfterSoManyFailuresInARowAndNotEarlier() {
        failures(Circuit.PATIENCE - 1);
        assertThat(circuit.allows(NOW, 63)).isTrue();
        assertThat(circuit.worked()).isFalse();
        failures(Circuit.PATIENCE - 1);
        assertThat(circuit.open()).isFalse();
        failures(1);
        assertThat(circuit.open()).isTrue();
        assertThat(circuit.allows(NOW, 0)).isFalse();
    }

    @Test
    void oneProbeAtATimeAfterPausesThatGrowToAMinute() {
        failures(Circuit.PATIENCE);
        Instant now = NOW;
        for (long seconds : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            Instant probeAt = now.plusSeconds(seconds);
            assertThat(circuit.allows(probeAt.minusMillis(1), 0)).isFalse();
            assertThat(circuit.allows(probeAt, 1)).isFalse();
            assertThat(circuit.allows(probeAt, 0)).isTrue();
            circuit.begin();
            circuit.failed(probeAt);
            now = probeAt;
        }
    }

    @Test
    void thoseThatWereUnderWayWhenItOpenedDoNotLengthenThePause() {
        for (int i = 0; i < 64; i++) {
            circuit.begin();
        }
        for (int i = 0; i < 64; i++) {
            circuit.failed(NOW);
        }
        assertThat(circuit.allows(NOW.plusSeconds(1), 0)).isTrue();
    }

    @Test
    void whatWorksClosesItAndSaysSoOnce() {
        failures(Circuit.PATIENCE);
        circuit.begin();
        assertThat(circuit.worked()).isTrue();
        assertThat(circuit.worked()).isFalse();
        assertThat(circuit.allows(NOW, 63)).isTrue();
        failures(Circuit.PATIENCE);
        assertThat(circuit.allows(NOW.plus(Duration.ofSeconds(1)), 0))
                .as("from the beginning")
                .isTrue();
    }

    @Test
    void aClockThatIsSetBackDelaysTheProbeByOnePause() {
        failures(Circuit.PATIENCE);
        Instant before = NOW.minus(Duration.ofHours(1));
        assertThat(circuit.allows(before, 0)).isFalse();
        assertThat(circuit.allows(before.plusSeconds(1), 0)).isTrue();
    }
}

package dev.mosaicstack.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.bench.figure.Measured;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** Refusals are quick: counted as answers they would be the best figure of all. */
    @Test
    void aServerThatRefusesEverythingHasNoFigure() {
        ClosedLoop.Client refused = () -> {
            throw new IOException("answered with 503");
        };
        assertThatThrownBy(() -> ClosedLoop.run(List.of(refused), Duration.ZERO, SHORT))
                .isInstanceOf(Measured.Spoilt.class);
    }

    @Test
    void oneClientOfManyThatIsRefusedSpoilsTheFigure() {
        ClosedLoop.Client good = () -> new ClosedLoop.Done(1, 0);
        ClosedLoop.Client refused = () -> new ClosedLoop.Done(0, 1);
        assertThatThrownBy(() -> ClosedLoop.run(List.of(good, refused), Duration.ZERO, SHORT))
                .isInstanceOf(Measured.Spoilt.class);
    }

    @Test
    void aBatchCountsAsManyAsItHasAndTakesOneTime() {
        ClosedLoop.Client tenInTenMillis = () -> {
            LockSupport.parkNanos(10_000_000);
            return new ClosedLoop.Done(10, 0);
        };
        Measured measured = ClosedLoop.run(List.of(tenInTenMillis), Duration.ZERO, SHORT);
        assertThat(measured.good()).isBetween(10L, 200L);
        assertThat(measured.good() % 10).isZero();
        assertThat(measured.p50()).isGreaterThanOrEqualTo(10);
    }
}

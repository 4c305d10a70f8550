package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Share share = new Share(Duration.ofSeconds(8));

    @Test
    void anEvenShareIsTakenAtOnceThatWaitsLongestFirst() {
        assertThat(share.take(List.of("a", "b", "c", "d"), 0, 2, 0)).containsExactly("a", "b");
    }

    @Test
    void nothingMoreIsTakenAtFirst() {
        assertThat(share.take(List.of("c", "d"), 2, 2, 0)).isEmpty();
        assertThat(share.take(List.of("c", "d"), 2, 2, 2 * SECOND)).isEmpty();
    }

    /** Where dead dispatchers are counted the even shares of those alive are not all there is. */
    @Test
    void whatNobodyTookForThreeSecondsIsTakenByAnybody() {
        share.take(List.of("c", "d"), 2, 2, 0);
        share.take(List.of("d", "e"), 2, 2, 2 * SECOND);
        assertThat(share.take(List.of("d", "e"), 2, 2, 3 * SECOND)).containsExactly("d");
    }

    @Test
    void whatWasTakenBetweenStartsToWaitAnew() {
        share.take(List.of("c"), 2, 2, 0);
        share.take(List.of(), 2, 2, SECOND);
        assertThat(share.take(List.of("c"), 2, 2, 4 * SECOND)).isEmpty();
    }

    @Test
    void whoHasTooManyGivesSomeBackAfterTheDeadAreCountedNoMore() {
        assertThat(share.giveBack(5, 3, 0)).isZero();
        assertThat(share.giveBack(5, 3, 8 * SECOND)).isZero();
        assertThat(share.giveBack(5, 3, 9 * SECOND)).isEqualTo(2);
    }

    @Test
    void itsPatienceBeginsAnewWhenItsShareWasEvenBetween() {
        share.giveBack(3, 3, 0);
        share.giveBack(5, 3, SECOND);
        share.giveBack(3, 3, 8 * SECOND);
        assertThat(share.giveBack(5, 3, 10 * SECOND)).isZero();
    }
}

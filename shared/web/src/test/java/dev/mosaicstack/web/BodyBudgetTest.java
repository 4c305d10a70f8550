package dev.mosaicstack.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private static final long LARGEST = 1_000_000;

    @Test
    void oneOfTheLargestAlwaysHasRoom() {
        assertThat(new BodyBudget(0, LARGEST).open().grow(LARGEST)).isTrue();
    }

    @Test
    void whatIsLargeLeavesRoomForWhatIsSmall() {
        var budget = new BodyBudget(2 * LARGEST, LARGEST);
        assertThat(budget.open().grow(LARGEST)).isTrue();
        assertThat(budget.open().grow(LARGEST)).isFalse();
        assertThat(budget.open().grow(BodyBudget.SMALL)).isTrue();
        assertThat(budget.kept()).isEqualTo(LARGEST + BodyBudget.SMALL);
    }

    @Test
    void smallOnesHaveALimitToo() {
        var budget = new BodyBudget(2 * LARGEST, LARGEST);
        int fit = (int) (2 * LARGEST / BodyBudget.SMALL);
        for (int i = 0; i < fit; i++) {
            assertThat(budget.open().grow(BodyBudget.SMALL)).isTrue();
        }
        assertThat(budget.open().grow(BodyBudget.SMALL)).isFalse();
    }

    @Test
    void whatGrowsKeepsWhatItHasWhereThereIsNoMore() {
        var budget = new BodyBudget(2 * LARGEST, LARGEST);
        var share = budget.open();
        assertThat(share.grow(1000)).isTrue();
        assertThat(share.grow(3 * LARGEST)).isFalse();
        assertThat(budget.kept()).isEqualTo(1000);
        assertThat(share.grow(0)).isTrue();
        assertThat(budget.kept()).isZero();
    }

    @Test
    void aShareIsGivenBackOnceNobodyHoldsItAndThenHeldNoMore() {
        var budget = new BodyBudget(2 * LARGEST, LARGEST);
        var share = budget.open();
        share.grow(1000);
        assertThat(share.hold()).isTrue();
        share.release();
        assertThat(budget.kept()).isEqualTo(1000);
        share.release();
        assertThat(budget.kept()).isZero();
        assertThat(share.hold()).isFalse();
        assertThat(share.grow(1000)).isFalse();
        assertThat(budget.kept()).isZero();
    }
}

package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CircleTest {

    private static final Instant BEGIN = Instant.parse("2026-11-20T02:00:00Z");

    @Test
    void eachPartIsReadWithinTheDaysWhateverTheSchedule() {
        for (int days : new int[] {1, 2, 3, 7, 10, 30, 90, 256}) {
            everyPartInTime(days, run -> Duration.ofHours(1), Duration.ofHours(1));
            everyPartInTime(days, run -> Duration.ofHours(7), Duration.ofHours(7));
            everyPartInTime(days, run -> Duration.ofDays(1), Duration.ofDays(1));
            everyPartInTime(days, run -> Duration.ofDays(run % 5 == 0 ? 3 : 1), Duration.ofDays(3));
            everyPartInTime(days, run -> Duration.ofDays(7), Duration.ofDays(7));
            var random = new Random(days);
            everyPartInTime(days, run -> Duration.ofMinutes(random.nextInt(1, 3000)), Duration.ofMinutes(3000));
            // Of a schedule that is a little late now and then.
            everyPartInTime(
                    days,
                    run -> Duration.ofDays(1).plusSeconds(random.nextInt(-600, 600)),
                    Duration.ofDays(1).plusSeconds(600));
        }
    }

    private static void everyPartInTime(int days, IntFunction<Duration> gaps, Duration longest) {
        Instant[] read = new Instant[days + 1];
        Arrays.fill(read, BEGIN);
        Circle.Last last = null;
        Instant now = BEGIN;
        Duration most = longest.compareTo(Duration.ofDays(days)) > 0 ? longest : Duration.ofDays(days);
        for (int run = 0; now.isBefore(BEGIN.plus(Duration.ofDays(4L * days + 30))); run++) {
            Circle due = Circle.due(days, last, now, longest);
            for (int part : due.parts()) {
                assertThat(Duration.between(read[part], now))
                        .as("part %d of %d, at most %s between runs", part, days, longest)
                        .isLessThanOrEqualTo(most);
                read[part] = now;
            }
            last = new Circle.Last(due.parts().getLast(), due.of(), now);
            now = now.plus(gaps.apply(run));
        }
        for (int part = 1; part <= days; part++) {
            assertThat(Duration.between(read[part], now)).isLessThanOrEqualTo(most.plus(longest));
        }
    }

    @Test
    void itReadsHardlyMoreThanItMust() {
        int parts = 0;
        Circle.Last last = null;
        for (int day = 0; day < 290; day++) {
            Instant now = BEGIN.plus(Duration.ofDays(day));
            Circle due = Circle.due(30, last, now, Duration.ofDays(1));
            last = new Circle.Last(due.parts().getLast(), 30, now);
            parts += due.parts().size();
        }
        assertThat(parts).isBetween(290, 302);
    }

    @Test
    void partsFollowOneAnotherRoundAndRound() {
        assertThat(due(30, new Circle.Last(29, 30, BEGIN), Duration.ofDays(3))).containsExactly(30, 1, 2);
        assertThat(due(30, new Circle.Last(7, 30, BEGIN), Duration.ofMinutes(1)))
                .containsExactly(8);
    }

    @Test
    void afterALongTimeAllIsRead() {
        assertThat(due(30, new Circle.Last(7, 30, BEGIN), Duration.ofDays(30)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 30).boxed().toList());
        assertThat(Circle.due(1, null, BEGIN, Duration.ofDays(1)).all()).isTrue();
    }

    @Test
    void anotherNumberOfDaysBeginsAnew() {
        assertThat(due(10, new Circle.Last(29, 30, BEGIN), Duration.ofMinutes(1)))
                .containsExactly(1);
    }

    private static java.util.List<Integer> due(int days, Circle.Last last, Duration later) {
        return Circle.due(days, last, BEGIN.plus(later), Duration.ofHours(1)).parts();
    }
}

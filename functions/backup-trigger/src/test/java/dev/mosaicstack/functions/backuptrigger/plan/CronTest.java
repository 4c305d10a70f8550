package dev.mosaicstack.functions.backuptrigger.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** On 2026-03-29 there is no 02:30 in Berlin, on 2026-10-25 there are two. */
    @Test
    void aNightlyTimeComesOnceEachDayAlsoWhereTheClockIsPutForwardOrBack() {
        assertThat(times("30 2 * * *", "2026-03-28T00:00:00Z", 3))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
        assertThat(times("30 2 * * *", "2026-10-24T00:00:00Z", 3))
                .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void anHourlyTimeComesEachHourAllTheSame() {
        assertThat(times("0 * * * *", "2026-03-29T00:00:00Z", 3))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z", "2026-03-29T03:00:00Z");
        assertThat(times("0 * * * *", "2026-10-24T23:30:00Z", 4))
                .containsExactly(
                        "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z");
    }

    @Test
    void aTimeIsTheNextOneAndNeverTheSame() {
        Cron cron = Cron.of("*/15 6-7 * * 1-5", ZoneOffset.UTC);
        assertThat(cron.after(Instant.parse("2026-11-20T06:00:00Z"))).isEqualTo("2026-11-20T06:15:00Z");
        assertThat(cron.after(Instant.parse("2026-11-20T07:45:00.001Z"))).isEqualTo("2026-11-23T06:00:00Z");
        assertThat(Cron.of("0 0 29 2 *", ZoneOffset.UTC).after(Instant.parse("2026-11-20T06:00:00Z")))
                .isEqualTo("2028-02-29T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "* * * * * *", "60 * * * *", "0 0 31 2 *", "every night", "@reboot"})
    void whatIsNoScheduleIsRefused(String text) {
        assertThatThrownBy(() -> Cron.of(text, ZoneOffset.UTC)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> times(String schedule, String after, int count) {
        Cron cron = Cron.of(schedule, BERLIN);
        List<String> times = new ArrayList<>();
        Instant time = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            time = cron.after(time);
            times.add(time.toString());
        }
        return times;
    }
}

package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.subscription.EventFilter;
import dev.mosaicstack.core.subscription.Format;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Outcome BROKEN = new Outcome.Refused(500, "why", null);

    private final Attempts attempts = new Attempts(
            new Subscription(
                    "s",
                    "n",
                    EventFilter.ALL,
                    "http://x/",
                    null,
                    Format.BINARY,
                    OrderBy.SUBJECT,
                    9,
                    null,
                    Map.of(),
                    new Subscription.State.Active(),
                    NOW,
                    1),
            new Engine(
                    null,
                    null,
                    null,
                    null,
                    new Ids(CLOCK),
                    CLOCK,
                    new DispatchSettings(
                            null,
                            null,
                            List.of(Duration.ofSeconds(5), Duration.ofMinutes(5)),
                            Duration.ofSeconds(10))));

    @Test
    void pausesFollowEachOtherTheLastOneRepeatsAndNoTwoAreQuiteTheSame() {
        assertPause(1, Duration.ofSeconds(5));
        assertPause(2, Duration.ofMinutes(5));
        assertPause(3, Duration.ofMinutes(5));
        assertPause(20, Duration.ofMinutes(5));
    }

    private void assertPause(int tried, Duration pause) {
        Set<Instant> times = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Instant again = attempts.again(tried, BROKEN);
            assertThat(again)
                    .isBetween(NOW.plus(pause), NOW.plus(pause.multipliedBy(11).dividedBy(10)));
            times.add(again);
        }
        assertThat(times).hasSizeGreaterThan(20);
    }

    @Test
    void aSinkThatAsksForMoreTimeGetsItAndOneThatAsksForLessDoesNot() {
        Outcome long1 = new Outcome.Refused(503, null, Duration.ofHours(2));
        assertThat(attempts.again(1, long1)).isEqualTo(NOW.plus(Duration.ofHours(2)));
        Outcome short1 = new Outcome.Refused(503, null, Duration.ofSeconds(1));
        assertThat(attempts.again(1, short1)).isAfterOrEqualTo(NOW.plusSeconds(5));
        Outcome endless = new Outcome.Refused(503, null, Duration.ofDays(30));
        assertThat(attempts.again(1, endless)).isEqualTo(NOW.plus(Attempts.LONGEST_WAIT));
    }

    @Test
    void aDeadLetterSaysWhatTheLastAnswerWas() {
        DeadLetter refused = attempts.deadLetter(Events.event(3, "a"), 2, BROKEN);
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.answer()).isEqualTo("why");
        assertThat(refused.error()).isEqualTo("the sink answered 500");
        assertThat(refused.attempts()).isEqualTo(2);
        assertThat(refused.diedAt()).isEqualTo(NOW);
        DeadLetter failed = attempts.deadLetter(Events.event(3, "a"), 2, new Outcome.Failed("no answer"));
        assertThat(failed.status()).isNull();
        assertThat(failed.answer()).isNull();
        assertThat(failed.error()).isEqualTo("no answer");
    }
}

package dev.mosaicstack.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.session.Session.State;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SessionMovesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant EXPIRES = NOW.plusSeconds(60);
    private static final List<State> ENDED = List.of(new State.Closed(NOW), new State.Expired(NOW));

    @Test
    void anActiveSessionClosesAtAnyTime() {
        assertThat(outcome(s -> s.close(NOW), new State.Active())).isEqualTo("closed");
    }

    @Test
    void anActiveSessionExpiresWhenItsTimeIsOverAndNotBefore() {
        assertThat(outcome(s -> s.expire(EXPIRES), new State.Active())).isEqualTo("expired");
        assertThat(outcome(s -> s.expire(EXPIRES.minusMillis(1)), new State.Active()))
                .isEqualTo("SESSION_ACTIVE");
    }

    @Test
    void anEndedSessionNeitherClosesNorExpiresNorTakesWork() {
        for (State ended : ENDED) {
            assertThat(outcome(s -> s.close(NOW), ended)).isEqualTo("SESSION_CLOSED");
            assertThat(outcome(s -> s.expire(EXPIRES), ended)).isEqualTo("SESSION_CLOSED");
            assertThat(outcome(s -> s.mustBeActive(NOW), ended)).isEqualTo("SESSION_CLOSED");
        }
    }

    @Test
    void aSessionWhoseTimeIsOverTakesNoWorkEvenBeforeItWasSwept() {
        assertThat(outcome(s -> s.mustBeActive(EXPIRES.minusMillis(1)), new State.Active()))
                .isEqualTo("active");
        assertThat(outcome(s -> s.mustBeActive(EXPIRES), new State.Active())).isEqualTo("SESSION_CLOSED");
    }

    private static String outcome(UnaryOperator<Session> move, State from) {
        var session = new Session("id", "project", "client", from, NOW, EXPIRES, null, 1);
        try {
            return move.apply(session).stateText();
        } catch (Refusal.Conflict conflict) {
            return conflict.code();
        }
    }
}

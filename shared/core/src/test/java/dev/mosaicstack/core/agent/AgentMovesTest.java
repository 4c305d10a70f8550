package dev.mosaicstack.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.agent.Agent.State;
import dev.mosaicstack.core.error.Refusal;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AgentMovesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void aSignOfLifeKeepsALiveAgentAndBringsALostOneBack() {
        assertThat(outcome(a -> a.seen(LATER), new State.Live())).isEqualTo("idle");
        assertThat(outcome(a -> a.seen(LATER), new State.Lost())).isEqualTo("idle");
        assertThat(anAgent(new State.Lost()).seen(LATER).lastSeenAt()).isEqualTo(LATER);
    }

    @Test
    void aStoppedAgentStaysStopped() {
        for (UnaryOperator<Agent> move : java.util.List.<UnaryOperator<Agent>>of(
                a -> a.seen(LATER), Agent::lose, a -> a.stop(LATER), Agent::mustNotBeStopped)) {
            assertThat(outcome(move, new State.Stopped(NOW))).isEqualTo("AGENT_STOPPED");
        }
    }

    @Test
    void onlyALiveAgentIsLost() {
        assertThat(outcome(Agent::lose, new State.Live())).isEqualTo("lost");
        assertThat(outcome(Agent::lose, new State.Lost())).isEqualTo("AGENT_LOST");
    }

    @Test
    void aLiveOrLostAgentIsStopped() {
        assertThat(outcome(a -> a.stop(LATER), new State.Live())).isEqualTo("stopped");
        assertThat(outcome(a -> a.stop(LATER), new State.Lost())).isEqualTo("stopped");
    }

    @Test
    void aLiveAgentWithATaskIsBusy() {
        Agent idle = anAgent(new State.Live());
        var busy = new Agent(idle.id(), idle.sessionId(), "n", "r", Set.of(), null, idle.state(), NOW, NOW, true, 1);
        assertThat(idle.stateText()).isEqualTo("idle");
        assertThat(busy.stateText()).isEqualTo("busy");
    }

    private static String outcome(UnaryOperator<Agent> move, State from) {
        try {
            return move.apply(anAgent(from)).stateText();
        } catch (Refusal.Conflict conflict) {
            return conflict.code();
        }
    }

    private static Agent anAgent(State state) {
        return new Agent("id", "session", "name", "role", Set.of("java"), null, state, NOW, NOW, false, 1);
    }
}

package dev.mosaicstack.core.task;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.agent.Agent;
import dev.mosaicstack.core.agent.SignsOfLife;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.wait.Patience;
import dev.mosaicstack.core.wait.Wakeups;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An agent asks for work it may do. */
@Singleton
public final class ClaimTasks {

    /** @param capabilities narrows the agent's own; empty for all of them */
    public record Ask(String agentId, Set<String> capabilities, int max) {}

    private final Store store;
    private final TaskMoves moves;
    private final SignsOfLife signs;
    private final Wakeups wakeups;
    private final Clock clock;

    public ClaimTasks(Store store, TaskMoves moves, SignsOfLife signs, Wakeups wakeups, Clock clock) {
        this.store = store;
        this.moves = moves;
        this.signs = signs;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    /**
     * Up to {@code ask.max} tasks by priority, then age; an empty answer where the patience ended. Only an answer with
     * tasks is kept for a repeat: nothing is lost by asking again after an empty one.
     */
    public <R> R claim(Caller caller, Ask ask, Patience patience, Answer<List<Task>, R> answer) {
        caller.mustBe(ask.agentId());
        // The first look is the write itself: it judges the agent and finds an answer kept for this key.
        Optional<R> first = store.write(tx -> patience.gone() ? Optional.empty() : attempt(tx, caller, ask, answer));
        if (first.isPresent()) {
            return first.get();
        }
        Agent agent = store.read(tx -> tx.agents().find(ask.agentId())).orElseThrow();
        List<String> routes = agent.audiences(ask.capabilities());
        return wakeups.await(
                        agent.topics(routes),
                        patience,
                        () -> anything(agent, routes)
                                ? store.write(
                                        tx -> patience.gone() ? Optional.empty() : attempt(tx, caller, ask, answer))
                                : Optional.<R>empty())
                .orElseGet(() -> answer.present(List.of()));
    }

    /** A cheap look before the write, so that waiting costs no transactions. */
    private boolean anything(Agent agent, List<String> routes) {
        return store.read(tx -> {
            tx.sessions().active(agent.sessionId(), clock.instant());
            tx.agents().find(agent.id()).orElseThrow().mustNotBeStopped();
            return !tx.tasks()
                    .claimable(agent.sessionId(), routes, clock.instant(), 1)
                    .isEmpty();
        });
    }

    private <R> Optional<R> attempt(Tx tx, Caller caller, Ask ask, Answer<List<Task>, R> answer) {
        Optional<R> kept = answer.replayed(tx);
        if (kept.isPresent()) {
            return kept;
        }
        List<Task> claimed = take(tx, caller, ask);
        return claimed.isEmpty() ? Optional.empty() : Optional.of(answer.keep(tx, answer.present(claimed)));
    }

    private List<Task> take(Tx tx, Caller caller, Ask ask) {
        Instant now = clock.instant();
        Agent agent =
                tx.agents().findShared(ask.agentId()).orElseThrow(() -> Refusal.NotFound.of("agent", ask.agentId()));
        tx.sessions().active(agent.sessionId(), now);
        agent.mustNotBeStopped();
        if (agent.lost()) {
            signs.back(tx, caller, agent, now);
        }
        List<Task> claimed = new ArrayList<>();
        for (Task task : tx.tasks().claimable(agent.sessionId(), agent.audiences(ask.capabilities()), now, ask.max())) {
            claimed.add(moves.store(tx, caller, task.claim(agent.id(), now), "claimed"));
        }
        return claimed;
    }
}

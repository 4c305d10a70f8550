package dev.mosaicstack.core.task;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Creates tasks and routes them to an agent or a capability. */
@Singleton
public final class AssignTasks {

    private final Store store;
    private final TaskMoves moves;
    private final Ids ids;
    private final Clock clock;

    public AssignTasks(Store store, TaskMoves moves, Ids ids, Clock clock) {
        this.store = store;
        this.moves = moves;
        this.ids = ids;
        this.clock = clock;
    }

    public <R> R assign(Caller caller, String sessionId, Order order, Answer<Task, R> answer) {
        return store.write(tx -> answer.once(tx, () -> assign(tx, caller, sessionId, order)));
    }

    /**
     * One transaction; an order that is refused changes nothing and does not disturb the others. A task may depend on
     * earlier tasks only, so not on others of the same batch.
     */
    public <R> R assignAll(
            Caller caller, String sessionId, List<Supplier<Order>> orders, Answer<List<Batch.Item<Task>>, R> answer) {
        return store.write(tx -> answer.once(tx, () -> {
            tx.sessions().active(sessionId, clock.instant());
            return Batch.each(orders, order -> assign(tx, caller, sessionId, order.get()));
        }));
    }

    Task assign(Tx tx, Caller caller, String sessionId, Order order) {
        Instant now = clock.instant();
        Session session = tx.sessions().active(sessionId, now);
        if (order.targetAgent() != null) {
            tx.agents().ofSession(order.targetAgent(), sessionId);
        }
        List<Task> dependencies = order.dependsOn().stream()
                .map(id -> dependencyOf(tx, session, id))
                .toList();
        boolean ready = dependencies.stream().allMatch(d -> d.state() instanceof Task.State.Completed);
        Task.State start = ready ? new Task.State.Queued(now) : new Task.State.Blocked();
        Task created =
                moves.create(tx, caller, new Task(ids.next(), sessionId, order, start, 0, 0, null, null, now, now, 1));
        return settleAtOnce(tx, caller, created, dependencies, now);
    }

    /** A dependency that has failed or was cancelled before: the same end as if it did so now. */
    private Task settleAtOnce(Tx tx, Caller caller, Task created, List<Task> dependencies, Instant now) {
        for (Task dependency : dependencies) {
            if (dependency.state() instanceof Task.State.Failed) {
                return moves.store(tx, caller, created.failDependency(dependency.id(), now));
            }
            if (dependency.state() instanceof Task.State.Cancelled) {
                return moves.store(tx, caller, created.cancelDependency(dependency.id(), now));
            }
        }
        return created;
    }

    private static Task dependencyOf(Tx tx, Session session, String id) {
        return tx.tasks()
                .findShared(id)
                .filter(task -> task.sessionId().equals(session.id()))
                .orElseThrow(() -> Refusal.NotFound.of("task", id));
    }
}

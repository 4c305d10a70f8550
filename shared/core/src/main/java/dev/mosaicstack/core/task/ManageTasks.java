package dev.mosaicstack.core.task;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.cache.ReadCache;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.wait.Patience;
import dev.mosaicstack.core.wait.Wakeups;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks tasks up, cancels them, and queues dead letters again. */
@Singleton
public final class ManageTasks {

    /** Newest entries of a task's log that a look-up shows. */
    public static final int LOG_ENTRIES = 100;

    /** A task and the newest events about it, oldest first. */
    public record Seen(Task task, List<Event> log) {}

    private final Store store;
    private final TaskMoves moves;
    private final Wakeups wakeups;
    private final ReadCache cache;
    private final Clock clock;

    public ManageTasks(Store store, TaskMoves moves, Wakeups wakeups, ReadCache cache, Clock clock) {
        this.store = store;
        this.moves = moves;
        this.wakeups = wakeups;
        this.cache = cache;
        this.clock = clock;
    }

    /** The task as it is now, in the form in which it is shown. */
    public <R> R look(Caller caller, String id, Class<R> type, Function<Seen, R> present) {
        ReadCache.Entry<R> entry = cache.read("tasks/" + id, type, () -> {
            // Seen with every right, because it is kept for everybody; whether this caller may is asked below.
            Seen seen = get(Caller.SYSTEM, id, 0, Patience.none());
            return new ReadCache.Entry<>(seen.task().sessionId(), seen.task().version(), present.apply(seen));
        });
        caller.mustSee(entry.sessionId(), "task", id);
        return entry.answer();
    }

    /** Waits until the task is newer than {@code sinceVersion}, as long as the patience lasts; then shows it as it is. */
    public Seen get(Caller caller, String id, long sinceVersion, Patience patience) {
        Task now = store.read(tx -> find(tx, caller, id));
        Task task = now.version() > sinceVersion
                ? now
                : wakeups.await(List.of("tasks/" + id), patience, () -> Optional.of(
                                        store.read(tx -> find(tx, caller, id)))
                                .filter(t -> t.version() > sinceVersion))
                        .orElse(now);
        return new Seen(task, store.read(tx -> tx.events().ofSubject("tasks/" + id, LOG_ENTRIES)));
    }

    /** The task as soon as it has ended, or as it is when the patience ends. */
    public Seen awaitEnd(Caller caller, String id, Patience patience) {
        wakeups.await(List.of("tasks/" + id), patience, () -> Optional.of(store.read(tx -> find(tx, caller, id)))
                .filter(Task::ended));
        return get(caller, id, 0, Patience.none());
    }

    public Page<Task> list(Caller caller, Tasks.Filter filter, Page.Ask ask) {
        String session = caller.isAgent() ? caller.sessionId() : filter.sessionId();
        if (filter.sessionId() != null) {
            caller.mustSee(filter.sessionId(), "session", filter.sessionId());
        }
        var own = new Tasks.Filter(session, filter.state(), filter.agentId(), filter.capability());
        return Page.of(store.read(tx -> tx.tasks().list(own, ask)), ask, Task::id);
    }

    public Task cancel(Caller caller, String id, String reason) {
        return store.write(tx -> {
            Task task = find(tx, caller, id);
            tx.sessions().active(task.sessionId(), clock.instant());
            return moves.store(tx, caller, task.cancel(reason, clock.instant()));
        });
    }

    /** Queues a dead letter again; what failed because of it waits for it once more. */
    public Task replay(Caller caller, String id) {
        return store.write(tx -> {
            Task task = find(tx, caller, id);
            tx.sessions().active(task.sessionId(), clock.instant());
            if (task.order().targetAgent() != null) {
                tx.agents().findShared(task.order().targetAgent()).orElseThrow().mustNotBeStopped();
            }
            return replay(tx, caller, task);
        });
    }

    private Task replay(Tx tx, Caller caller, Task first) {
        Task replayed = moves.store(tx, caller, first.replay(dependencies(tx, first), clock.instant()), "replayed");
        Deque<String> causes = new ArrayDeque<>(List.of(first.id()));
        while (!causes.isEmpty()) {
            // Read for each cause anew: one that depends on several of these may have been replayed a moment ago.
            for (Task found : tx.tasks().dependants(causes.remove())) {
                if (Task.DEPENDENCY_FAILED.equals(found.reason())
                        && dependencies(tx, found) != Task.Dependencies.BROKEN
                        && canStillBeDone(tx, found)) {
                    moves.store(tx, caller, found.replay(dependencies(tx, found), clock.instant()), "replayed");
                    causes.add(found.id());
                }
            }
        }
        return replayed;
    }

    private static Task.Dependencies dependencies(Tx tx, Task task) {
        if (tx.tasks().brokenDependencies(task.id()) > 0) {
            return Task.Dependencies.BROKEN;
        }
        return tx.tasks().openDependencies(task.id()) > 0 ? Task.Dependencies.OPEN : Task.Dependencies.COMPLETED;
    }

    private boolean canStillBeDone(Tx tx, Task task) {
        boolean inTime = task.order().deadline() == null
                || clock.instant().isBefore(task.order().deadline());
        String agent = task.order().targetAgent();
        return inTime
                && (agent == null
                        || !tx.agents().findShared(agent).orElseThrow().stopped());
    }

    private static Task find(Tx tx, Caller caller, String id) {
        Task task = tx.tasks().find(id).orElseThrow(() -> Refusal.NotFound.of("task", id));
        caller.mustSee(task.sessionId(), "task", id);
        return task;
    }
}

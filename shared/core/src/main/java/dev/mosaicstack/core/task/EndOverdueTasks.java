package dev.mosaicstack.core.task;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.store.Store;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/** Background work on tasks: leases that are over, deadlines that have passed. Any number of copies is harmless. */
@Singleton
public final class EndOverdueTasks {

    private static final Logger LOG = Logger.getLogger(EndOverdueTasks.class);
    private static final int ROUND = 100;

    private final Store store;
    private final TaskMoves moves;
    private final Clock clock;

    public EndOverdueTasks(Store store, TaskMoves moves, Clock clock) {
        this.store = store;
        this.moves = moves;
        this.clock = clock;
    }

    /** @return how many tasks were moved */
    public int sweepDeadlines() {
        Instant now = clock.instant();
        return each(store.read(tx -> tx.tasks().pastDeadline(now, ROUND)), now, Task::late, Task::exceedDeadline);
    }

    /** @return how many tasks were moved */
    public int sweepLeases() {
        Instant now = clock.instant();
        return each(
                store.read(tx -> tx.tasks().leasesOver(now, ROUND)), now, EndOverdueTasks::leaseOver, Task::endLease);
    }

    /** A row that was changed since it was found is left alone: its owner was faster. */
    private int each(
            List<String> ids,
            Instant now,
            BiFunction<Task, Instant, Boolean> stillSo,
            BiFunction<Task, Instant, Task> move) {
        int moved = 0;
        for (String id : ids) {
            Optional<Task> ended = store.write(tx -> tx.tasks()
                    .find(id)
                    .filter(task -> stillSo.apply(task, now))
                    .map(task -> moves.store(tx, Caller.SYSTEM, move.apply(task, now))));
            if (ended.isPresent()) {
                String why = ended.get().reason() == null
                        ? "its lease ended"
                        : ended.get().reason();
                LOG.infof("task %s is %s: %s", id, ended.get().stateText(), why);
                moved++;
            }
        }
        return moved;
    }

    private static boolean leaseOver(Task task, Instant now) {
        return task.state() instanceof Task.State.Assigned a && now.isAfter(a.leaseUntil());
    }
}

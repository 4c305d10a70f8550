package dev.mosaicstack.core.retention;

import dev.mosaicstack.core.dispatch.Disabling;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.mcp.McpSubscriptions;
import dev.mosaicstack.core.notify.Notification;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jboss.logging.Logger;

/**
 * Forgets what is older than the settings keep it, so that the database stops growing. Each round does a bounded amount
 * in short transactions with pauses between them: however much there is, writers go first and it is caught up with later.
 * A round that is broken off leaves rows that the next one finds. Any number of copies is harmless.
 */
@Singleton
public final class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    /** How long a batch goes on deleting. It shares its transaction with others, and a commit comes on top. */
    private static final Duration HOLD = Duration.ofMillis(10);

    /** Rows looked up for one batch, and idempotency keys in one: these are small and all alike. */
    private static final int MOST_ROWS = 200;

    private static final int MOST_KEYS = 50;

    /** Of one round, all kinds together: with their pauses about half a second. */
    private static final int MOST_BATCHES = 24;

    /** How long an event is kept for a subscription that did not get it yet; then that subscription is disabled. */
    private static final Duration AT_MOST_FOR_SUBSCRIBERS = Duration.ofDays(30);

    /** What a process that was off gives the dispatchers before it gives up on anybody. */
    private static final Duration CATCH_UP = Duration.ofHours(1);

    /** @param batch forgets some of what is from the time it is given or earlier, and says how many */
    private record Kind(String name, Duration keep, ToIntFunction<Instant> batch) {}

    private final Store store;
    private final Recorder recorder;
    private final Clock clock;
    private final Instant startedAt;
    private final Duration keepForSubscribers;
    private final List<Kind> kinds;

    public Retention(Store store, Keep keep, Recorder recorder, Clock clock) {
        this.store = store;
        this.recorder = recorder;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.keepForSubscribers =
                keep.events().compareTo(AT_MOST_FOR_SUBSCRIBERS) > 0 ? keep.events() : AT_MOST_FOR_SUBSCRIBERS;
        this.kinds = List.of(
                new Kind("deliveries", keep.deliveries(), this::deliveries),
                new Kind("tasks", keep.tasks(), this::tasks),
                new Kind("requests", keep.requests(), this::requests),
                new Kind("tokens", keep.sessions(), this::tokens),
                new Kind("agents", keep.sessions(), this::agents),
                new Kind("sessions", keep.sessions(), this::sessions),
                new Kind("events", keep.events(), this::events),
                new Kind("notifications", Notification.KEPT_FOR, this::notifications),
                new Kind("dead letters", keep.events(), this::deadLetters),
                new Kind("parked events", keep.events(), this::parked),
                new Kind("audit rows", keep.audit(), this::audit),
                new Kind("figures", keep.analytics(), this::figures),
                new Kind("runs of backups", keep.backups(), this::backups),
                new Kind("alerts", keep.alerts(), this::alerts),
                new Kind("times of tasks", keep.tasks(), this::timesOfTasks),
                new Kind("times of agents", keep.sessions(), this::timesOfAgents),
                new Kind("MCP subscriptions", McpSubscriptions.KEPT_FOR, this::mcpSubscriptions),
                new Kind("idempotency keys", Answer.KEPT_FOR, this::keys));
    }

    /** One batch of each kind in turn, until nothing is left or the round has done enough. */
    public void round(BooleanSupplier stopped) {
        Deque<Kind> left = new ArrayDeque<>(kinds);
        for (int batch = 0; batch < MOST_BATCHES && !left.isEmpty() && !stopped.getAsBoolean(); batch++) {
            Kind kind = left.remove();
            if (forget(kind) > 0) {
                left.add(kind);
            }
        }
    }

    /** A kind that fails has its next turn in the next round. */
    private int forget(Kind kind) {
        long began = System.nanoTime();
        try {
            int rows = kind.batch().applyAsInt(before(kind.keep()));
            if (rows > 0) {
                LOG.debugf("forgot %d old %s", rows, kind.name());
                // Other processes of this host want the writer's lock as well.
                LockSupport.parkNanos(System.nanoTime() - began);
            }
            return rows;
        } catch (RuntimeException e) {
            LOG.warnf("old %s are forgotten later: %s", kind.name(), e.getMessage());
            return 0;
        }
    }

    /** Not before 1970, however long rows are to be kept: nothing is as old as that. */
    private Instant before(Duration keep) {
        Instant now = clock.instant();
        Duration all = Duration.between(Instant.EPOCH, now);
        return keep.compareTo(all) < 0 ? now.minus(keep) : Instant.EPOCH;
    }

    private int deliveries(Instant before) {
        return each(tx -> tx.deliveries().receivedBefore(before, MOST_ROWS), (tx, id) -> tx.deliveries()
                .forget(id));
    }

    private int tasks(Instant before) {
        return each(tx -> tx.tasks().endedBefore(before, MOST_ROWS), (tx, id) -> tx.tasks()
                .forget(id, before));
    }

    private int requests(Instant before) {
        return each(tx -> tx.requests().endedBefore(before, MOST_ROWS), (tx, id) -> tx.requests()
                .forget(id));
    }

    private int tokens(Instant before) {
        return each(tx -> tx.tokens().endedBefore(before, MOST_ROWS), (tx, id) -> tx.tokens()
                .forget(id));
    }

    private int agents(Instant before) {
        return each(tx -> tx.agents().ofSessionsEndedBefore(before, MOST_ROWS), (tx, id) -> tx.agents()
                .forget(id));
    }

    private int sessions(Instant before) {
        return each(tx -> tx.sessions().endedBefore(before, MOST_ROWS), (tx, id) -> tx.sessions()
                .forget(id));
    }

    private int events(Instant before) {
        giveUpOnThoseTooFarBehind();
        return each(
                tx -> {
                    long needed = tx.dispatches().needed().orElse(Long.MAX_VALUE);
                    return tx.events().happenedBefore(before, MOST_ROWS).stream()
                            .takeWhile(position -> position < needed)
                            .toList();
                },
                (tx, position) -> tx.events().forget(position));
    }

    /** Nobody may keep the log from ever ending; who is given up on is told so, and does not just miss something. */
    private void giveUpOnThoseTooFarBehind() {
        if (clock.instant().isBefore(startedAt.plus(CATCH_UP))) {
            return;
        }
        List<Long> old = store.read(tx -> tx.events().happenedBefore(before(keepForSubscribers), 1));
        if (old.isEmpty()
                || store.read(tx -> tx.dispatches().needing(old.getFirst())).isEmpty()) {
            return;
        }
        String detail =
                "it is more than " + keepForSubscribers.toDays() + " days behind, and its next event is not kept";
        store.write(tx -> {
            tx.dispatches()
                    .needing(old.getFirst())
                    .forEach(id -> Disabling.disable(tx, recorder, id, Disabling.GAP, detail, clock.instant()));
            return null;
        });
    }

    private int deadLetters(Instant before) {
        return each(tx -> tx.deadLetters().old(before, MOST_ROWS), (tx, id) -> tx.deadLetters()
                .delete(id));
    }

    /** Of subscriptions that are no more, whatever their age. */
    private int parked(Instant before) {
        return store.read(tx -> tx.dispatches().anyClosed())
                ? store.write(tx -> tx.dispatches().forgetClosed(MOST_KEYS))
                : 0;
    }

    private int notifications(Instant before) {
        return each(tx -> tx.notifications().old(before, MOST_ROWS), (tx, id) -> tx.notifications()
                .forget(id));
    }

    private int audit(Instant before) {
        return each(tx -> tx.audits().happenedBefore(before, MOST_ROWS), (tx, sequence) -> tx.audits()
                .forget(sequence));
    }

    private int figures(Instant before) {
        return each(tx -> tx.analytics().endedBefore(before, MOST_ROWS), (tx, page) -> tx.analytics()
                .forget(page));
    }

    private int backups(Instant before) {
        return each(tx -> tx.backups().old(before, MOST_ROWS), (tx, id) -> tx.backups()
                .forget(id));
    }

    private int alerts(Instant before) {
        return each(tx -> tx.alerts().old(before, MOST_ROWS), (tx, id) -> tx.alerts()
                .forget(id));
    }

    private int timesOfTasks(Instant before) {
        return each(tx -> tx.analytics().tasksOfNobody(before, MOST_ROWS), (tx, id) -> tx.analytics()
                .forgetTask(id));
    }

    private int timesOfAgents(Instant before) {
        return each(tx -> tx.analytics().agentsOfNobody(before, MOST_ROWS), (tx, id) -> tx.analytics()
                .forgetAgent(id));
    }

    private int mcpSubscriptions(Instant before) {
        return each(tx -> tx.mcpSubscriptions().old(before, MOST_ROWS), (tx, id) -> tx.mcpSubscriptions()
                .forget(id));
    }

    private int keys(Instant before) {
        return store.write(tx -> tx.idempotency().forget(before, MOST_KEYS));
    }

    /** Looked for beside the writer, deleted one by one until the time is over: one row may be a thousand times another. */
    private <I> int each(Function<Tx, List<I>> old, BiConsumer<Tx, I> forget) {
        List<I> ids = store.read(old);
        if (ids.isEmpty()) {
            return 0;
        }
        return store.write(tx -> {
            long until = System.nanoTime() + HOLD.toNanos();
            int rows = 0;
            do {
                forget.accept(tx, ids.get(rows++));
            } while (rows < ids.size() && System.nanoTime() < until);
            return rows;
        });
    }
}

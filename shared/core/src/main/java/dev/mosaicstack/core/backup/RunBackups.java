package dev.mosaicstack.core.backup;

import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Takes runs that wait, tells how far they are and how they ended. One run of a repository at a time, among all processes. */
public final class RunBackups {

    /** A run whose process says nothing for this long is dead. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    /** Events of progress are not more frequent, however fast it goes. */
    private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(30);

    private final Store store;
    private final Clock clock;
    private final PlanBackups plan;
    private final BackupEvents events;
    private final String owner;

    /** @param owner this process; no other has the same */
    public RunBackups(Store store, Recorder recorder, Clock clock, PlanBackups plan, String owner) {
        this.store = store;
        this.clock = clock;
        this.plan = plan;
        this.events = new BackupEvents(recorder);
        this.owner = owner;
    }

    /** The next run of our policies whose repository is free; it is ours until it has ended, or our lease has. */
    public Optional<Run> next() {
        for (Run waiting : store.read(tx -> tx.backups().queued())) {
            if (plan.isOurs(waiting) && !waiting.isForItsProcess()) {
                Optional<Run> started = start(waiting.id());
                if (started.isPresent()) {
                    return started;
                }
            }
        }
        return Optional.empty();
    }

    /** This run, if it still waits and its repository is free. */
    public Optional<Run> start(String id) {
        return store.write(tx -> {
            Optional<Run> waiting = tx.backups().find(id).filter(run -> run.state() instanceof Run.State.Queued);
            if (waiting.isEmpty() || !tx.backups().take(waiting.get().repository(), id)) {
                return Optional.empty();
            }
            Instant now = clock.instant();
            Run started = tx.backups().update(waiting.get().start(owner, now, now.plus(LEASE)));
            events.started(tx, started);
            return Optional.of(started);
        });
    }

    /**
     * A sign of life. MUST come more often than {@link #LEASE}.
     *
     * @param told when progress was last told as an event, from the last call; null at first
     * @return when it was last told now; empty where the run is no longer ours
     */
    public Optional<Instant> beat(String id, Progress progress, Instant told) {
        Instant now = clock.instant();
        boolean tell =
                progress != null && (told == null || !told.plus(BETWEEN_EVENTS).isAfter(now));
        return store.write(tx -> ours(tx, id).map(run -> {
            Run beaten = tx.backups().update(run.beat(progress, now.plus(LEASE)));
            if (tell) {
                events.progressed(tx, beaten);
            }
            return tell ? now : told == null ? Instant.EPOCH : told;
        }));
    }

    /** @return the run as it ended; empty where it was no longer ours */
    public Optional<Run> succeed(String id, Outcome outcome) {
        return end(id, run -> run.succeed(outcome, clock.instant()));
    }

    public Optional<Run> fail(String id, Cause cause, Outcome outcome) {
        return end(id, run -> run.fail(cause, outcome, clock.instant()));
    }

    private Optional<Run> end(String id, UnaryOperator<Run> move) {
        return store.write(tx -> ours(tx, id).map(run -> {
            Run ended = tx.backups().update(move.apply(run));
            tx.backups().release(ended.repository(), id);
            if (ended.state() instanceof Run.State.Succeeded && countsAsDone(ended)) {
                good(tx, ended);
            }
            events.ended(tx, ended);
            return ended;
        }));
    }

    /** A backup of some of the sources does not make the others' backups younger. */
    private static boolean countsAsDone(Run run) {
        return run.kind().recurs() && run.order().sources().isEmpty();
    }

    private void good(Tx tx, Run run) {
        tx.backups().duty(run.policy(), run.kind()).ifPresent(duty -> tx.backups()
                .update(duty.good(
                        run, clock.instant(), plan.policy(run.policy()).timetable(run.kind()))));
    }

    private Optional<Run> ours(Tx tx, String id) {
        return tx.backups().find(id).filter(run -> run.isOf(owner));
    }
}

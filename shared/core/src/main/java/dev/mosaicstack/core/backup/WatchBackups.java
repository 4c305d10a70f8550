package dev.mosaicstack.core.backup;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.wait.Patience;
import dev.mosaicstack.core.wait.Wakeups;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** How backups are doing, from the database alone: every process can say it, also when those that run them are gone. */
@Singleton
public final class WatchBackups {

    private static final Logger LOG = Logger.getLogger(WatchBackups.class);

    private static final int ROUND = 100;

    /** So long a run waits for a process that has its policy. */
    private static final Duration UNKNOWN = Duration.ofDays(1);

    private final Store store;
    private final Clock clock;
    private final Wakeups wakeups;
    private final BackupEvents events;

    public WatchBackups(Store store, Recorder recorder, Clock clock, Wakeups wakeups) {
        this.store = store;
        this.clock = clock;
        this.wakeups = wakeups;
        this.events = new BackupEvents(recorder);
    }

    /** The run, once it is newer than {@code sinceVersion}, or as it is when the patience ends. */
    public Run run(String id, long sinceVersion, Patience patience) {
        return wakeups.await(List.of(BackupEvents.subject(id)), patience, () -> Optional.of(run(id))
                        .filter(run -> run.version() > sinceVersion))
                .orElseGet(() -> run(id));
    }

    private Run run(String id) {
        return find(id).orElseThrow(() -> Refusal.NotFound.of("run", id));
    }

    public Optional<Run> find(String id) {
        return store.read(tx -> tx.backups().find(id));
    }

    public List<Duty> duties() {
        return store.read(tx -> tx.backups().duties());
    }

    public List<Run> runs(Backups.Filter filter, Page.Ask ask) {
        return store.read(tx -> tx.backups().list(filter, ask));
    }

    public Optional<Run> lastGood(String policy, Kind kind) {
        return store.read(tx -> tx.backups().lastGood(policy, kind));
    }

    public Instant now() {
        return clock.instant();
    }

    /** Background work: ends runs whose process is gone or that nobody can start, and tells what is overdue. @return how many */
    public int sweep() {
        Instant now = clock.instant();
        int moved = 0;
        for (String id : store.read(tx -> tx.backups().dead(now, ROUND))) {
            moved += interrupt(id, now) ? 1 : 0;
        }
        for (Run run : store.read(tx -> tx.backups().queued())) {
            moved += isOfNobody(run, now) && abandon(run.id(), now) ? 1 : 0;
        }
        for (Duty duty : store.read(tx -> tx.backups().untold(now, ROUND))) {
            moved += tell(duty, now) ? 1 : 0;
        }
        return moved;
    }

    private boolean interrupt(String id, Instant now) {
        return store.write(tx -> tx.backups()
                        .find(id)
                        .filter(run -> isDead(run, now))
                        .map(run -> {
                            Run interrupted = tx.backups().update(run.interrupt(now));
                            tx.backups().release(interrupted.repository(), id);
                            events.ended(tx, interrupted);
                            return interrupted;
                        }))
                .map(run -> {
                    LOG.warnf(
                            "%s of policy %s was interrupted: run %s, its process is gone",
                            run.kind().text(), run.policy(), run.id());
                    return run;
                })
                .isPresent();
    }

    private static boolean isDead(Run run, Instant now) {
        return run.state() instanceof Run.State.Running running
                && !running.leaseUntil().isAfter(now);
    }

    private boolean isOfNobody(Run run, Instant now) {
        return !run.requestedAt().plus(UNKNOWN).isAfter(now)
                && (run.isForItsProcess()
                        || duties().stream()
                                .filter(duty -> duty.policy().equals(run.policy()))
                                .allMatch(duty -> duty.isUnseenFor(UNKNOWN, now)));
    }

    private boolean abandon(String id, Instant now) {
        var cause = new Cause(Fault.POLICY_UNKNOWN, "for a day no process was there that has its policy");
        return store.write(tx -> tx.backups()
                        .find(id)
                        .filter(run -> run.state() instanceof Run.State.Queued)
                        .map(run -> {
                            Run abandoned = tx.backups().update(run.abandon(cause, now));
                            events.ended(tx, abandoned);
                            return abandoned;
                        }))
                .isPresent();
    }

    private boolean tell(Duty seen, Instant now) {
        return store.write(tx -> tx.backups()
                        .duty(seen.policy(), seen.kind())
                        .filter(duty -> duty.overdueAt() == null
                                && duty.dueAt() != null
                                && !duty.dueAt().isAfter(now))
                        .map(duty -> {
                            Duty told = tx.backups().update(duty.overdue(now));
                            events.overdue(tx, told, now);
                            return told;
                        }))
                .map(duty -> {
                    LOG.warnf("%s of policy %s is overdue since %s", duty.kind().text(), duty.policy(), duty.dueAt());
                    return duty;
                })
                .isPresent();
    }
}

package dev.mosaicstack.core.backup;

import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How backups are doing, in numbers, from the database alone: it is the same in every process. */
@Singleton
public final class LookAtBackups {

    /** @param counts runs that are kept, by policy, kind and state */
    public record Seen(Instant at, List<Standing> standings, List<Backups.Count> counts) {}

    /**
     * One thing that a policy has to do again and again.
     *
     * @param last the run that was asked for last, of those that have ended; null where there is none
     * @param lastGood the run that the duty names; null where there was none
     */
    public record Standing(Duty duty, Run last, Run lastGood) {}

    private final Store store;
    private final Clock clock;

    public LookAtBackups(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Seen look() {
        Instant now = clock.instant();
        return store.read(tx -> new Seen(
                now,
                tx.backups().duties().stream().map(duty -> standing(tx, duty)).toList(),
                tx.backups().counts()));
    }

    private static Standing standing(Tx tx, Duty duty) {
        Optional<Run> lastGood = Optional.ofNullable(duty.lastGoodRun()).flatMap(tx.backups()::find);
        return new Standing(
                duty, tx.backups().lastEnded(duty.policy(), duty.kind()).orElse(null), lastGood.orElse(null));
    }
}

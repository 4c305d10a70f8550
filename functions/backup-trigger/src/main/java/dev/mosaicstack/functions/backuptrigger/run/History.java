package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What was done before, as far as the database still knows.
 *
 * @param run by its id
 * @param lastData the policy's newest good run that read data
 */
public record History(Function<String, Optional<Run>> run, Supplier<Optional<Run>> lastData) {

    /** As after the database was lost. */
    public static final History NONE = new History(id -> Optional.empty(), Optional::empty);

    static History of(WatchBackups watch, String policy) {
        return new History(watch::find, () -> watch.lastGood(policy, Kind.DATA));
    }

    /** What the run that made the snapshot did with its source. */
    Optional<Part> made(Snapshot snapshot) {
        return Optional.ofNullable(snapshot.run()).flatMap(run).flatMap(found -> found.outcome().parts().stream()
                .filter(part -> part.source().equals(snapshot.source()))
                .findFirst());
    }

    /** How much a restore of the snapshot writes, in bytes. */
    Optional<Long> size(Snapshot snapshot) {
        return made(snapshot).map(Part::bytesProcessed);
    }
}

package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Restores the newest complete snapshot of each source to a scratch place, and shows that it is what was backed up. */
record DrillJob(History history) implements Job {

    @Override
    public Outcome run(Work work) throws Failure {
        List<Snapshot> snapshots = work.snapshots().all();
        List<Part> parts = new ArrayList<>();
        for (Source source : work.sources()) {
            parts.add(source(work, source, snapshots));
            work.programs().mustGoOn();
        }
        return Outcome.of(parts);
    }

    private Part source(Work work, Source source, List<Snapshot> snapshots) {
        long begin = System.nanoTime();
        Optional<Snapshot> newest = snapshots.stream()
                .filter(snapshot -> snapshot.complete() && source.name().equals(snapshot.source()))
                .findFirst();
        try {
            Snapshot snapshot = newest.orElseThrow(
                    () -> new Failure(Fault.SNAPSHOT_UNKNOWN, "it has no complete snapshot that could be restored"));
            return part(source, newest, begin, shown(work, source, snapshot), null);
        } catch (Failure failure) {
            // What was ended looks like what is damaged.
            return part(
                    source,
                    newest,
                    begin,
                    new Shown(null, null),
                    work.programs().reasonOf(failure));
        }
    }

    /** @param bytes that were restored */
    record Shown(Long bytes, String proof) {}

    private Shown shown(Work work, Source source, Snapshot snapshot) throws Failure {
        // Room for one at a time; the last goes with the run's folder.
        Path scratch = work.folder().resolve("drill");
        WorkFolder.delete(scratch);
        Optional<Long> size = history.size(snapshot);
        if (size.isPresent()) {
            Restoring.mustHaveRoom(work.folder(), size.get());
        }
        return source instanceof Source.Files
                ? new FilesDrill(work, source.name()).run(snapshot, scratch)
                : new DumpDrill(work, source).run(snapshot, scratch, history.made(snapshot));
    }

    private static Part part(Source source, Optional<Snapshot> snapshot, long begin, Shown shown, Failure failure) {
        return new Part(
                source.name(),
                source.kind(),
                snapshot.map(Snapshot::shortId).orElse(null),
                null,
                null,
                shown.bytes(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                List.of(),
                null,
                shown.proof(),
                failure == null ? null : failure.cause());
    }
}

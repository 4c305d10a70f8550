package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Snapshots of folders that restic finished when nobody was there any more to look whether anything had changed while it
 * read: our process had been killed. Dumps have their mark from the beginning, folders get it now.
 */
record Orphans(Work work, History history) {

    void mark() throws Failure {
        List<String> ids = work.snapshots().all().stream()
                .filter(this::isOne)
                .map(Snapshot::id)
                .toList();
        if (!ids.isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of("tag", "--add", Tags.INCOMPLETE));
            arguments.addAll(ids);
            work.restic().run(line -> {}, arguments.toArray(String[]::new));
        }
    }

    private boolean isOne(Snapshot snapshot) {
        return snapshot.complete()
                && snapshot.host().equals(work.plan().host())
                && isOfFolders(snapshot)
                && history.run()
                        .apply(snapshot.run())
                        .filter(run -> run.ended() && !knows(run, snapshot))
                        .isPresent();
    }

    private boolean isOfFolders(Snapshot snapshot) {
        return snapshot.run() != null
                && work.plan().sources().stream()
                        .anyMatch(source ->
                                source instanceof Source.Files && source.name().equals(snapshot.source()));
    }

    private static boolean knows(Run run, Snapshot snapshot) {
        return run.outcome().parts().stream()
                .filter(Part::good)
                .anyMatch(part -> part.source().equals(snapshot.source())
                        && part.snapshotId() != null
                        && snapshot.id().startsWith(part.snapshotId()));
    }
}

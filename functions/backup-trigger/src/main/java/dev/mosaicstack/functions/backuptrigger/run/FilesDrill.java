package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.functions.backuptrigger.compare.Amounts;
import dev.mosaicstack.functions.backuptrigger.compare.Comparison;
import dev.mosaicstack.functions.backuptrigger.compare.Listing;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.nio.file.Path;
import java.util.List;

/** A drill of folders. */
record FilesDrill(Work work, String source) {

    DrillJob.Shown run(Snapshot snapshot, Path scratch) throws Failure {
        // restic takes its time to open a repository: both at once.
        try (var listing =
                new Listing(work.restic(), snapshot.id(), work.folder().resolve("listing-" + source))) {
            new Restoring(work, source).run(snapshot, scratch, List.of());
            return compare(snapshot, scratch, listing.whole());
        }
    }

    private DrillJob.Shown compare(Snapshot snapshot, Path scratch, Listing listing) throws Failure {
        var comparison =
                new Comparison(scratch, snapshot.time(), work.programs()::stopped, files -> tell(files, listing));
        tell(0, listing);
        Comparison.Result result = comparison.of(listing);
        work.programs().mustGoOn();
        return new DrillJob.Shown(
                result.bytes(),
                Amounts.count(result.files(), "file", "files") + ", " + Amounts.bytes(result.bytes())
                        + " as in the snapshot; " + Amounts.count(result.compared(), "of them", "of them")
                        + " byte by byte as in the source");
    }

    private void tell(long files, Listing listing) {
        work.at(new Progress(
                "compare",
                source,
                (int) (listing.files() == 0 ? 100 : files * 100 / listing.files()),
                null,
                listing.bytes(),
                files,
                listing.files(),
                null));
    }
}

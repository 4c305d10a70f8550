package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.functions.backuptrigger.compare.Amounts;
import dev.mosaicstack.functions.backuptrigger.compare.Comparison;
import dev.mosaicstack.functions.backuptrigger.compare.Listing;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/** A drill of folders. */
record FilesDrill(Work work, String source) {

    /** Everything that can go on at once does: restic takes its time to open a repository, and to read what it wrote. */
    DrillJob.Shown run(Snapshot snapshot, Path scratch) throws Failure {
        var givenUp = new AtomicBoolean();
        try (var listing =
                new Listing(work.restic(), snapshot.id(), work.folder().resolve("listing-" + source))) {
            var comparison = new Comparison(
                    scratch,
                    snapshot.time(),
                    () -> givenUp.get() || work.programs().stopped(),
                    files -> tell(files, listing));
            var result = new FutureTask<>(() -> comparison.of(listing.whole()));
            new Restoring(work, source, () -> Thread.ofPlatform().daemon().start(result))
                    .run(snapshot, scratch, List.of());
            return shown(wait(result));
        } finally {
            givenUp.set(true);
        }
    }

    private Comparison.Result wait(FutureTask<Comparison.Result> result) throws Failure {
        try {
            Comparison.Result found = result.get();
            work.programs().mustGoOn();
            return found;
        } catch (ExecutionException e) {
            work.programs().mustGoOn();
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Fault.STOPPED, "it was told to stop");
        }
    }

    private static DrillJob.Shown shown(Comparison.Result result) {
        String words = Amounts.count(result.files(), "file", "files") + ", " + Amounts.bytes(result.bytes())
                + " as in the snapshot; " + Amounts.count(result.compared(), "of them", "of them")
                + " byte by byte as in the source";
        return new DrillJob.Shown(result.bytes(), words);
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

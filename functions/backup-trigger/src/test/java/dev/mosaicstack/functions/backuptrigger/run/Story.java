package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.proof.Proofs;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** A policy with one source: it is backed up, plain restic restores it, and a proof looks at that. */
record Story(Rig rig) {

    Outcome run() throws Failure {
        return new BackupJob(History.NONE).run(rig.work(Kind.BACKUP));
    }

    /** Leaves nothing beside the snapshot. */
    Part good() throws Failure {
        Work work = rig.work(Kind.BACKUP);
        Part part = new BackupJob(History.NONE).run(work).parts().getFirst();
        assertThat(part.cause()).isNull();
        assertThat(filesIn(work.folder())).isEmpty();
        return part;
    }

    /** Leaves nothing at all. @return why, without the name of the source */
    String refused(String code) throws Failure {
        Work work = rig.work(Kind.BACKUP);
        Part part = new BackupJob(History.NONE).run(work).parts().getFirst();
        assertThat(part.cause()).isNotNull();
        assertThat(part.cause().code()).as(part.cause().detail()).isEqualTo(code);
        assertThat(filesIn(work.folder())).isEmpty();
        return part.cause().detail();
    }

    /** By plain restic. @return the dump's file */
    Path restored(Part part) {
        Path target = rig.folder().resolve("restored-" + part.snapshotId());
        rig.restic("restore", part.snapshotId(), "--target", target.toString());
        List<Path> files = filesIn(target);
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    String proven(Path restored, Part part) throws Failure {
        Work work = rig.work(Kind.DRILL);
        String words = Proofs.of(rig.plan().sources().getFirst()).prove(work, restored, part.sums());
        assertThat(filesIn(work.folder())).isEmpty();
        return words;
    }

    /** @return in which words it was found that this is not what was dumped */
    String disproven(Path restored, Part part) {
        Work work = rig.work(Kind.DRILL);
        Failure failure = Assertions.catchThrowableOfType(
                Failure.class, () -> Proofs.of(rig.plan().sources().getFirst()).prove(work, restored, part.sums()));
        assertThat(failure).as("the proof passed").isNotNull();
        assertThat(failure.cause().code()).as(failure.getMessage()).isEqualTo("DRILL_MISMATCH");
        assertThat(filesIn(work.folder())).isEmpty();
        return failure.getMessage();
    }

    static List<Path> filesIn(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

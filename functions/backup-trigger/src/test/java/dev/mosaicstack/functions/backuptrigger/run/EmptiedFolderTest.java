package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is not mounted is an empty folder, and must not push out what was backed up of it. */
class EmptiedFolderTest {

    @TempDir
    Path folder;

    @Test
    void aFolderThatWasNeverFullIsAWarningAndOneThatIsEmptiedAFailureThatKeepsWhatThereIs() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Rig rig = Rig.in(folder)
                .with("sources.disk.kind", "files")
                .with("sources.disk.paths", disk.toString())
                .with("keep.last", "1");
        Outcome first = new BackupJob(History.NONE).run(rig.work(Kind.BACKUP));
        assertThat(first.cause()).isNull();
        assertThat(first.parts().getFirst().warnings()).containsExactly("there is no file in it");

        Files.writeString(disk.resolve("photo"), "smile");
        assertThat(new BackupJob(History.NONE).run(rig.work(Kind.BACKUP)).cause())
                .isNull();
        Snapshot full = rig.snapshots().getFirst();

        Files.delete(disk.resolve("photo"));
        Outcome emptied = new BackupJob(History.NONE).run(rig.work(Kind.BACKUP));
        assertThat(emptied.cause().code()).isEqualTo("SOURCE_MISSING");
        assertThat(emptied.cause().detail())
                .isEqualTo("disk: there is no file in it any more, and snapshot " + full.shortId()
                        + " has some: is its disk mounted?");
        assertThat(rig.snapshots().stream().filter(Snapshot::complete))
                .extracting(Snapshot::id)
                .containsExactly(full.id());
    }
}

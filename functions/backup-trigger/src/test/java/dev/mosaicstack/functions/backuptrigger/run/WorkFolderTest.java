package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.functions.backuptrigger.Rig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run has for a while is its own, on our disk, and gone with it. */
class WorkFolderTest {

    @TempDir
    Path parent;

    /** A container's /tmp of 64 MiB is too small for the packs of a remote repository, and elsewhere it is memory. */
    @ParameterizedTest
    @CsvSource({"files, paths, ", "command, command, cat "})
    void resticHasWhatIsOnItsWayInTheFolderOfTheRun(String kind, String setting, String before) throws Exception {
        Path file = Files.write(parent.resolve("file"), new byte[] {1, 2, 3});
        Rig rig = Rig.in(parent)
                .with("sources.docs.kind", kind)
                .with("sources.docs." + setting, (before == null ? "" : before + " ") + file);
        Work work = rig.work(Kind.BACKUP);
        Path temporary = work.folder().resolve("tmp");
        Files.delete(temporary);
        assertThat(new BackupJob(History.NONE).run(work).parts())
                .singleElement()
                .satisfies(part -> assertThat(part.cause().detail()).contains(temporary + "/restic-temp-pack-"));
    }

    @Test
    void itsFoldersAreForNobodyElse() {
        var all = new WorkFolder(parent.resolve("data/backup"));
        Path run = all.of("a-run");
        assertThat(List.of(all.root(), all.root().resolve("cache"), run, run.resolve("tmp")))
                .allSatisfy(folder -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                        .isEqualTo("rwx------"));
    }

    @Test
    void whatAKilledRunLeavesGoesAndWhatARunHasThatIsUnderWayStays() throws Exception {
        var all = new WorkFolder(parent.resolve("backup"));
        Path killed = Files.writeString(all.of("killed").resolve("tmp/restic-temp-pack-1"), "half a pack");
        Path here = Files.writeString(all.of("here").resolve("tmp/restic-temp-pack-2"), "half a pack");
        all.clean("here"::equals);
        assertThat(killed.getParent().getParent()).doesNotExist();
        assertThat(here).exists();
        assertThat(all.root().resolve("cache")).exists();
    }
}

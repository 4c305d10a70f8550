package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetTest {

    @TempDir
    Path folder;

    @Test
    void eachSourceKeepsItsOwnAndThoseOfOthersStay() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Rig rig = Rig.in(folder)
                .with("sources.letters.kind", "command")
                .with("sources.letters.command", "echo a")
                .with("sources.numbers.kind", "command")
                .with("sources.numbers.command", "echo 1");
        // Another policy in the same repository, one whose name begins alike, and somebody without any.
        rig.restic(
                "backup", "-q", "--host", "testhost", "--tag", "mosaic,policy:other,source:letters", file.toString());
        rig.restic(
                "backup",
                "-q",
                "--host",
                "testhost",
                "--tag",
                "mosaic,policy:nightly-too,source:letters",
                file.toString());
        rig.restic(
                "backup", "-q", "--host", "testhost", "--tag", "mosaic,policy:nightly,source:renamed", file.toString());
        rig.restic("backup", "-q", file.toString());
        // One of ours that was cut short, and one more of each source.
        rig.restic(
                "backup",
                "-q",
                "--host",
                "testhost",
                "--tag",
                "mosaic,policy:nightly,source:letters,mosaic-incomplete",
                file.toString());
        rig.restic(
                "backup", "-q", "--host", "testhost", "--tag", "mosaic,policy:nightly,source:letters", file.toString());
        rig.restic(
                "backup", "-q", "--host", "testhost", "--tag", "mosaic,policy:nightly,source:numbers", file.toString());
        rig.with("sources.numbers.command", "exit 1").with("keep.last", "1");
        assertThat(run(rig).snapshotsRemoved())
                .as("nothing goes while a source fails")
                .isNull();
        assertThat(rig.snapshots()).hasSize(5);
        rig.with("sources.numbers.command", "echo 2");
        Outcome outcome = run(rig);
        assertThat(outcome.cause()).isNull();
        // The incomplete one, one of numbers, and two of letters: the first run made one.
        assertThat(outcome.snapshotsRemoved()).isEqualTo(4);
        assertThat(rig.snapshots())
                .extracting(Snapshot::source)
                .containsExactlyInAnyOrder("letters", "numbers", "renamed");
        List<String> ids =
                outcome.parts().stream().map(part -> part.snapshotId()).toList();
        assertThat(rig.snapshots()).extracting(Snapshot::shortId).containsAll(ids);
        assertThat(rig.restic("snapshots", "--tag", "policy:other")).contains("1 snapshots");
        assertThat(rig.restic("snapshots", "--tag", "policy:nightly-too")).contains("1 snapshots");
        assertThat(rig.restic("snapshots")).contains("6 snapshots");
        rig.restic("check");
    }

    @Test
    void whatAnotherHostKeepsInTheSameRepositoryStays() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Rig rig = Rig.in(folder)
                .with("sources.letters.kind", "command")
                .with("sources.letters.command", "echo a")
                .with("keep.last", "1");
        String tags = "mosaic,policy:nightly,source:letters";
        rig.restic("backup", "-q", "--host", "other", "--tag", tags, file.toString());
        rig.restic("backup", "-q", "--host", "other", "--tag", tags + ",mosaic-incomplete", file.toString());
        rig.restic("backup", "-q", "--host", "testhost", "--tag", tags, file.toString());
        assertThat(run(rig).snapshotsRemoved()).isEqualTo(1);
        assertThat(rig.snapshots()).extracting(Snapshot::host).containsExactly("testhost", "other", "other");
    }

    private static Outcome run(Rig rig) throws Exception {
        return new BackupJob(History.NONE).run(rig.work(Kind.BACKUP));
    }
}

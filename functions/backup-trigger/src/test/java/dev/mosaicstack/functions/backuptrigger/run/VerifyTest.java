package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Structure, data and drills, of repositories that are sound, and of such that are not. */
class VerifyTest {

    @TempDir
    Path folder;

    private final Map<String, Run> runs = new HashMap<>();
    private Path source;
    private Rig rig;

    @BeforeEach
    void filesThatWereBackedUp() throws IOException {
        source = Files.createDirectories(folder.resolve("source"));
        Files.createDirectories(source.resolve("sub/leer"));
        Files.writeString(source.resolve("sub/äöü \"1\""), "one");
        Files.writeString(source.resolve("sub/two"), "two");
        Files.createSymbolicLink(source.resolve("link"), Path.of("sub/two"));
        Files.write(source.resolve("large"), random(2_000_000));
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(each, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
        rig = Rig.in(folder)
                .with("sources.files.kind", "files")
                .with("sources.files.paths", source.toString())
                .with("verify.data.within-days", "1");
    }

    @Test
    void aSoundRepositoryPassesAndWhatTheSourceChangedSinceIsNotHeldAgainstIt() throws Exception {
        backUp();
        rig.restic("backup", "--tag", "somebody", folder.resolve("password").toString());
        assertThat(new CheckJob(History.NONE).run(rig.work(Kind.STRUCTURE))).isEqualTo(Outcome.NONE);
        Outcome data = new CheckJob(History.NONE).run(rig.work(Kind.DATA));
        assertThat(data.dataPart()).isEqualTo(1);
        assertThat(data.dataParts()).isEqualTo(1);

        Files.writeString(source.resolve("sub/äöü \"1\""), "changed");
        Files.delete(source.resolve("sub/two"));
        Work work = rig.work(Kind.DRILL);
        Part part = new DrillJob(history()).run(work).parts().getFirst();
        assertThat(part.cause()).isNull();
        assertThat(part.proof())
                .isEqualTo("3 files, 1.9 MiB as in the snapshot; 1 of them byte by byte as in the source");
        assertThat(part.bytesProcessed()).isEqualTo(2_000_006);
        assertThat(part.snapshotId()).isEqualTo(rig.snapshots().getFirst().shortId());
        assertThat(work.progress().get().phase()).isEqualTo("compare");
        assertThat(work.progress().get().percent()).isEqualTo(100);
    }

    @Test
    void aNewVersionOfAFileWithTheSizeAndTimeOfTheOldOneIsNoDamageAndIsTold() throws Exception {
        backUp();
        FileTime time = Files.getLastModifiedTime(source.resolve("sub/two"));
        Files.writeString(source.resolve("sub/two"), "owt");
        Files.setLastModifiedTime(source.resolve("sub/two"), time);
        Part part = new DrillJob(history()).run(rig.work(Kind.DRILL)).parts().getFirst();
        assertThat(part.cause()).isNull();
        assertThat(part.proof()).endsWith("; 1 file was changed there since, though size and time are as they were");
    }

    @Test
    void aFlippedByteIsFoundByReadingTheDataAndByADrill() throws Exception {
        backUp();
        Path pack = largest("data");
        try (var file = new RandomAccessFile(pack.toFile(), "rw")) {
            file.seek(1000);
            int before = file.read();
            file.seek(1000);
            file.write(before ^ 1);
        }
        assertThatThrownBy(() -> new CheckJob(History.NONE).run(rig.work(Kind.DATA)))
                .satisfies(damagedBy(pack.getFileName().toString()));
        rig.with("verify.data.within-days", "2");
        assertThat(Stream.of(1, 2).filter(part -> isFoundAfter(part, pack))).hasSize(1);

        Cause cause = new DrillJob(history()).run(rig.work(Kind.DRILL)).cause();
        assertThat(cause.code()).isEqualTo("REPOSITORY_DAMAGED");
        assertThat(cause.detail()).contains(source.resolve("large").toString());
    }

    /** Of two parts, after the other was read. */
    private boolean isFoundAfter(int part, Path pack) {
        Work work = rig.work(Kind.DATA);
        Run last = rig.work(Kind.DATA).run().succeed(new Outcome(null, part, 2, null), Instant.now());
        try {
            Outcome outcome = new CheckJob(new History(id -> Optional.empty(), () -> Optional.of(last))).run(work);
            assertThat(outcome.dataPart()).isEqualTo(3 - part);
            return false;
        } catch (Failure failure) {
            assertThat(failure).satisfies(damagedBy(pack.getFileName().toString()));
            return true;
        }
    }

    @Test
    void whatIsMissingInTheRepositoryIsFoundByItsStructure() throws Exception {
        backUp();
        Path pack = largest("data");
        Path saved = Files.move(pack, folder.resolve("saved"));
        assertThatThrownBy(() -> new CheckJob(History.NONE).run(rig.work(Kind.STRUCTURE)))
                .satisfies(damagedBy("pack " + pack.getFileName()));
        Files.move(saved, pack);
        Files.delete(largest("index"));
        assertThatThrownBy(() -> new CheckJob(History.NONE).run(rig.work(Kind.STRUCTURE)))
                .satisfies(damagedBy("not found"));
    }

    @Test
    void aDrillOfWhatWasNeverBackedUpFails() throws Exception {
        Cause cause = new DrillJob(history()).run(rig.work(Kind.DRILL)).cause();
        assertThat(cause.code()).isEqualTo("SNAPSHOT_UNKNOWN");
        assertThat(cause.detail()).isEqualTo("files: it has no complete snapshot that could be restored");
    }

    @Test
    void aDrillOfADumpComparesItWithWhatWasDumped() throws Exception {
        rig.with("sources.files.kind", "command").with("sources.files.command", "seq 1 3");
        backUp();
        assertThat(new DrillJob(history())
                        .run(rig.work(Kind.DRILL))
                        .parts()
                        .getFirst()
                        .proof())
                .isEqualTo("byte by byte as dumped; 6 bytes, as the command printed them");
        runs.replaceAll((id, run) -> {
            Part part = run.outcome().parts().getFirst();
            var sums = new Sums("0".repeat(64), part.sums().bytes(), null);
            return rig.work(Kind.BACKUP).run().succeed(Outcome.of(List.of(made(part, sums))), Instant.now());
        });
        Cause cause = new DrillJob(history()).run(rig.work(Kind.DRILL)).cause();
        assertThat(cause.code()).isEqualTo("DRILL_MISMATCH");
        assertThat(cause.detail())
                .contains("the restored dump has 6 bytes of SHA-256 ")
                .contains("6 of 0000");
    }

    private static Part made(Part part, Sums sums) {
        return new Part(
                part.source(), part.kind(), part.snapshotId(), null, null, 6L, null, List.of(), sums, null, null);
    }

    private static java.util.function.Consumer<Throwable> damagedBy(String words) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(Failure.class);
            assertThat(((Failure) thrown).cause().code()).isEqualTo("REPOSITORY_DAMAGED");
            assertThat(thrown).hasMessageContaining(words);
        };
    }

    private void backUp() throws Failure {
        Work work = rig.work(Kind.BACKUP);
        Outcome outcome = new BackupJob(History.NONE).run(work);
        assertThat(outcome.cause()).isNull();
        runs.put(work.run().id(), work.run().succeed(outcome, Instant.now()));
    }

    private History history() {
        return new History(id -> Optional.ofNullable(runs.get(id)), Optional::empty);
    }

    private Path largest(String kind) {
        try (Stream<Path> all = Files.walk(rig.repository().resolve(kind))) {
            return all.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(path -> path.toFile().length()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}

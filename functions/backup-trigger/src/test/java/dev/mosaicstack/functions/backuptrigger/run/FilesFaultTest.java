package dev.mosaicstack.functions.backuptrigger.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FilesFaultTest {

    @TempDir
    Path folder;

    private Path source;
    private Story story;

    @BeforeEach
    void aFolder() throws Exception {
        source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("0-small"), "as it was");
        story = new Story(
                Rig.in(folder).with("sources.docs.kind", "files").with("sources.docs.paths", source.toString()));
    }

    /** restic reads two files at a time, and this slowly that there is time to do something meanwhile. */
    private void thatTakesSeconds() throws IOException {
        byte[] bytes = new byte[40 << 20];
        for (String name : new String[] {"1-big", "2-big", "3-big"}) {
            new Random(name.hashCode()).nextBytes(bytes);
            Files.write(source.resolve(name), bytes);
        }
        story.rig().with("limits.upload-kib", "30000");
    }

    private interface Meanwhile {
        void happens() throws Exception;
    }

    private Outcome runAnd(Meanwhile meanwhile) throws Exception {
        Work work = story.rig().work(Kind.BACKUP);
        var happened = CompletableFuture.runAsync(() -> {
            await().until(() -> {
                Progress now = work.progress().get();
                return now != null && now.filesDone() != null && now.filesDone() >= 1 && now.bytesDone() > 1 << 20;
            });
            try {
                meanwhile.happens();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Outcome outcome = new BackupJob(History.NONE).run(work);
        happened.join();
        return outcome;
    }

    @Test
    void whatChangesOrGoesWhileItIsReadIsReadAgain() throws Exception {
        thatTakesSeconds();
        Files.writeString(source.resolve("9-goes"), "soon");
        Part part = runAnd(() -> {
                    Files.writeString(source.resolve("0-small"), "as it is now");
                    Files.delete(source.resolve("9-goes"));
                })
                .parts()
                .getFirst();
        assertThat(part.cause()).isNull();
        assertThat(part.warnings()).isEmpty();
        assertThat(story.rig().snapshots()).hasSize(1);
        assertThat(story.rig().snapshots().getFirst().complete()).isTrue();
        assertThat(story.rig()
                        .restic(
                                "-q",
                                "dump",
                                part.snapshotId(),
                                source.resolve("0-small").toString()))
                .isEqualTo("as it is now");
        assertThat(story.rig().restic("-q", "ls", part.snapshotId()))
                .contains("3-big")
                .doesNotContain("9-goes");
    }

    @Test
    void aFolderThatGoesWhileAnotherIsReadIsMissedByName() throws Exception {
        thatTakesSeconds();
        Path other = Files.createDirectory(folder.resolve("volume"));
        story.rig().with("sources.docs.paths", source + "," + other);
        Outcome outcome = runAnd(() -> Files.delete(other));
        assertThat(outcome.cause().code()).isEqualTo("SOURCE_MISSING");
        assertThat(outcome.cause().detail()).isEqualTo("docs: " + other + " went while it was read");
        assertThat(story.rig().snapshots()).noneMatch(snapshot -> snapshot.complete());
        assertThat(story.refused("SOURCE_MISSING")).isEqualTo(other + " does not exist");
    }

    @Test
    void aKilledResticLeavesNothingThatKeepsTheNextRunFromBeingGood() throws Exception {
        thatTakesSeconds();
        Outcome outcome = runAnd(() ->
                ProcessHandle.current().descendants().filter(this::isRestic).forEach(ProcessHandle::destroyForcibly));
        assertThat(outcome.cause().code()).as(outcome.cause().detail()).isEqualTo("RESTIC_FAILED");
        assertThat(outcome.cause().detail()).isEqualTo("docs: restic backup: ended with 137");
        assertThat(Story.filesIn(story.rig().repository().resolve("locks")))
                .as("stale locks")
                .hasSize(1);
        story.rig().with("keep.last", "1");
        story.good();
        assertThat(Story.filesIn(story.rig().repository().resolve("locks"))).isEmpty();
        story.rig().restic("check");
    }

    /** On this repository: other tests run theirs. */
    private boolean isRestic(ProcessHandle process) {
        try {
            return process.info().command().orElse("").endsWith("/restic")
                    && Files.readString(Path.of("/proc/" + process.pid() + "/environ"), ISO_8859_1)
                            .contains("RESTIC_REPOSITORY=" + story.rig().repository());
        } catch (IOException e) {
            // It has just ended.
            return false;
        }
    }

    @Test
    void whatNeverHoldsStillIsNoBackupUnlessThatIsAccepted() throws Exception {
        Path restless = source.resolve("restless.log");
        try (var writer = new Restless(restless)) {
            assertThat(story.refused("SOURCE_CHANGED"))
                    .isEqualTo("1 files changed or went while they were read: " + restless + ", in each of 3 passes");
            assertThat(story.rig().snapshots()).hasSize(1).noneMatch(snapshot -> snapshot.complete());
            assertThat(story.rig().work(Kind.DRILL).snapshots().newest("docs")).isEmpty();
            story.rig().with("sources.docs.changing", "accept");
            Part part = story.good();
            assertThat(part.warnings()).containsExactly("1 files changed or went while they were read: " + writer.file);
        }
        story.rig().with("sources.docs.changing", "fail");
        assertThat(story.good().warnings()).isEmpty();
        assertThat(story.rig().snapshots()).hasSize(2).allMatch(snapshot -> snapshot.complete());
    }

    @Test
    void whatWasReadWhileItChangedIsNoBackupEitherWhereTheRunIsStoppedBeforeTheNextPass() throws Exception {
        thatTakesSeconds();
        Work work = story.rig().work(Kind.BACKUP);
        Path snapshots = story.rig().repository().resolve("snapshots");
        try (var writer = new Restless(source.resolve("restless.log"))) {
            var stopped = CompletableFuture.runAsync(
                    () -> {
                        await().atMost(Duration.ofSeconds(60))
                                .until(() -> Story.filesIn(snapshots).size() == 1);
                        work.programs().stop(new Failure(Fault.STOPPED, "the process was told to stop"));
                    },
                    task -> Thread.ofPlatform().start(task));
            assertThat(new BackupJob(History.NONE).run(work).cause().code()).isEqualTo("STOPPED");
            stopped.join();
            assertThat(writer.file).exists();
        }
        assertThat(story.rig().snapshots()).hasSize(1).noneMatch(snapshot -> snapshot.complete());
    }

    @Test
    void whatIsThereAndCannotBeReadIsToldByName() throws Exception {
        // Who may read everything is still not given this one: its first page is of nobody's memory.
        story.rig().with("sources.docs.paths", source + ",/proc/self/mem");
        assertThat(story.refused("SOURCE_UNREADABLE"))
                .startsWith("cannot read ")
                .contains("/mem");
        assertThat(story.rig().snapshots()).noneMatch(snapshot -> snapshot.complete());
    }

    /** Writes all the time. */
    private static final class Restless implements Closeable {

        private final AtomicBoolean enough = new AtomicBoolean();
        private final CompletableFuture<Void> writer;
        private final Path file;

        Restless(Path file) throws IOException {
            this.file = file;
            Files.writeString(file, "begin\n");
            writer = CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    try {
                        Files.writeString(file, "more\n", StandardOpenOption.APPEND);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    LockSupport.parkNanos(1_000_000);
                }
            });
        }

        @Override
        public void close() {
            enough.set(true);
            writer.join();
        }
    }
}

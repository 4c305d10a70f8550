package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RepositoryFaultTest {

    private static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private Path source;
    private Story story;

    @BeforeEach
    void aPolicy() throws Exception {
        source = Files.createDirectory(folder.resolve("source"));
        random(source.resolve("file"), 3 * MIB);
        story = new Story(
                Rig.in(folder).with("sources.docs.kind", "files").with("sources.docs.paths", source.toString()));
    }

    private static void random(Path file, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Files.write(file, bytes);
    }

    @Test
    void aRepositoryThatCannotBeOpenedIsToldApartFromOneThatIsNotThere() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "another-secret\n");
        story.rig().with("password-file", wrong.toString());
        assertThat(story.refused("PASSWORD_WRONG"))
                .isEqualTo("restic backup: Fatal: wrong password or no key found")
                .doesNotContain("another-secret");
        story.rig().with("repository", folder.resolve("nowhere").toString());
        assertThat(story.refused("REPOSITORY_MISSING"))
                .contains(folder.resolve("nowhere").toString());
        String closed = "rest:http://me:pass-word@127.0.0.1:" + Ports.free() + "/";
        story.rig().with("repository", closed);
        // restic 0.17 and newer try for a quarter of an hour, as 0.16 and older did for a minute.
        Path impatient =
                Files.writeString(folder.resolve("environment"), "RESTIC_FEATURES=backend-error-redesign=false\n");
        story.rig().with("environment-file", impatient.toString());
        assertThat(story.refused("REPOSITORY_UNREACHABLE"))
                .contains("connection refused")
                .doesNotContain("pass-word");
        story.rig().with("repository", "sftp:nobody@127.0.0.1:/nowhere");
        assertThat(story.refused("REPOSITORY_UNREACHABLE")).contains("unable to start the sftp session");
    }

    @Test
    void aStreamMeetsTheSameFaultsAndTheNextRunIsGood() throws Exception {
        story.rig().with("sources.docs.kind", "command").with("sources.docs.command", "head -c 9000000 /dev/urandom");
        Path wrong = Files.writeString(folder.resolve("wrong"), "another-secret\n");
        story.rig().with("password-file", wrong.toString());
        assertThat(story.refused("PASSWORD_WRONG")).isEqualTo("restic backup: Fatal: wrong password or no key found");
        story.rig().with("password-file", folder.resolve("password").toString());
        story.rig().restic("backup", "-q", source.toString());
        Process other = holdsTheLock();
        try {
            assertThat(story.refused("REPOSITORY_LOCKED")).contains("PID " + other.pid() + " ");
        } finally {
            other.destroyForcibly().waitFor();
        }
        story.good();
        assertThat(story.rig().snapshots()).hasSize(1);
    }

    @Test
    void theLockOfAnotherThatIsAliveStaysAndOneOfTheDeadGoes() throws Exception {
        story.good();
        Process other = holdsTheLock();
        try {
            assertThat(story.refused("REPOSITORY_LOCKED"))
                    .contains("repository is already locked exclusively by PID " + other.pid() + " ");
            assertThat(other.isAlive()).isTrue();
            assertThat(Story.filesIn(locks())).hasSize(1);
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(Story.filesIn(locks())).as("stale locks").hasSize(1);
        story.good();
        assertThat(Story.filesIn(locks())).isEmpty();
    }

    /** Another restic that reads the repository for longer than the test lasts. */
    private Process holdsTheLock() throws IOException {
        var builder = new ProcessBuilder("restic", "--limit-download", "1", "--no-cache", "check", "--read-data")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("other.log").toFile());
        builder.environment().put("RESTIC_REPOSITORY", story.rig().repository().toString());
        builder.environment()
                .put("RESTIC_PASSWORD_FILE", folder.resolve("password").toString());
        Process other = builder.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Story.filesIn(locks()).size() == 1 && other.isAlive());
        return other;
    }

    /** Another host's backup lets backups begin, but nobody change a snapshot until it has ended. */
    @Test
    void aDumpBecomesWholeOnceTheBackupOfAnotherHostHasEnded() throws Exception {
        Path count = folder.resolve("count");
        story.rig()
                .with("sources.docs.kind", "command")
                .with("sources.docs.command", "echo once >> " + count + "; echo a");
        var builder = new ProcessBuilder("sh", "-c", "(echo a; sleep 9) | restic backup --stdin --no-cache")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("other.log").toFile());
        builder.environment().put("RESTIC_REPOSITORY", story.rig().repository().toString());
        builder.environment()
                .put("RESTIC_PASSWORD_FILE", folder.resolve("password").toString());
        Process other = builder.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Story.filesIn(locks()).size() == 1);
        story.good();
        assertThat(other.waitFor()).isZero();
        assertThat(count).hasContent("once");
        assertThat(story.rig().snapshots()).hasSize(1).allMatch(snapshot -> snapshot.complete());
    }

    private Path locks() {
        return story.rig().repository().resolve("locks");
    }

    /** On a file system of its own, which a test that may not mount cannot have. */
    @Test
    void aFullDiskIsToldAndTheNextRunIsGoodOnceThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        mount("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
        try {
            Path small = disk.resolve("repository");
            story.rig().restic("-r", small.toString(), "init");
            story.rig().with("repository", small.toString());
            random(source.resolve("much"), 12 * MIB);
            assertThat(story.refused("REPOSITORY_FULL")).contains("no space left on device");
            mount("mount", "-o", "remount,size=64m", disk.toString());
            story.good();
            story.rig().restic("-r", small.toString(), "check");
        } finally {
            mount("umount", disk.toString());
        }
    }

    private static void mount(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(List.of(command).toString())
                .isZero();
    }
}

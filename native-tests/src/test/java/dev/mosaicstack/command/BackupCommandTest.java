package dev.mosaicstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.testkit.Ports;
import dev.mosaicstack.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test is a story: a call of restic takes a second. */
class BackupCommandTest {

    @TempDir
    Path folder;

    private Command mosaic;

    @BeforeEach
    void aSource() throws IOException {
        Programs.require("restic", "apt-get install restic");
        mosaic = new Command(folder);
        Files.createDirectories(folder.resolve("src/sub"));
        Files.writeString(folder.resolve("src/a"), "one");
        Files.writeString(folder.resolve("src/sub/b"), "two");
    }

    private void aPolicy(String... more) {
        Stream<String> own =
                Stream.of("repository=" + folder.resolve("repo"), "password-file=" + folder.resolve("password"));
        mosaic.configure(Stream.concat(own, Stream.of(more)).toArray(String[]::new));
    }

    private void ofFiles() {
        aPolicy("sources.src.kind=files", "sources.src.paths=" + folder.resolve("src"));
    }

    private void aPassword(String password) throws IOException {
        Files.writeString(folder.resolve("password"), password + "\n");
    }

    @Test
    void whatWasBackedUpIsShownProvenAndRestored() throws IOException {
        assertThat(mosaic.run("backup", "status").errors()).contains("no backup policy is configured");
        ofFiles();
        assertThat(mosaic.run("backup", "init", "nightly").errors()).contains("no password file", "umask 077");
        aPassword("secret");
        Command.Ended missing = mosaic.run("backup", "run", "nightly");
        assertThat(missing.exitCode()).isEqualTo(10);
        assertThat(missing.errors()).contains("REPOSITORY_MISSING", "mosaic backup init");
        assertThat(mosaic.run("backup", "init", "nightly").out()).contains("made a repository");
        Command.Ended again = mosaic.run("backup", "init", "nightly");
        assertThat(again.exitCode()).as(again.errors()).isZero();
        assertThat(again.out()).contains("there is a repository");

        Command.Ended run = mosaic.run("backup", "run", "nightly", "--json");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.errors())
                .as("neither Redis nor anything else is worth a word")
                .isEmpty();
        JsonNode made = Json.tree(run.out());
        assertThat(made.path("state").asText()).isEqualTo("succeeded");
        assertThat(made.path("trigger").asText()).isEqualTo("command");

        JsonNode listed =
                Json.tree(mosaic.run("backup", "list", "nightly", "--json").out());
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("runId").asText())
                .isEqualTo(made.path("runId").asText());

        Command.Ended drill = mosaic.run("backup", "verify", "nightly", "drill");
        assertThat(drill.exitCode()).as(drill.errors()).isZero();
        assertThat(drill.out()).contains("drill of nightly");

        Path target = folder.resolve("back");
        Command.Ended restored = mosaic.run("backup", "restore", "nightly", "--target", target.toString());
        assertThat(restored.exitCode()).as(restored.errors()).isZero();
        Path src = target.resolve(folder.resolve("src").toString().substring(1));
        assertThat(src.resolve("sub/b")).hasContent("two");
        Command.Ended full = mosaic.run("backup", "restore", "nightly", "--target", target.toString());
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.errors()).contains("TARGET_NOT_EMPTY");

        Command.Ended status = mosaic.run("backup", "status");
        assertThat(status.exitCode()).as(status.out()).isZero();
        assertThat(status.out())
                .contains("nightly", "backup", "drill", "succeeded")
                .doesNotContain("never");
    }

    @Test
    void whatFailsEndsWithTheCodeOfItsCause() throws IOException {
        aPassword("secret");
        ofFiles();
        mosaic.run("backup", "init", "nightly");
        aPassword("another");
        Command.Ended wrong = mosaic.run("backup", "run", "nightly");
        assertThat(wrong.exitCode()).isEqualTo(12);
        assertThat(wrong.errors()).contains("PASSWORD_WRONG", "mend: ");
        assertThat(mosaic.run("backup", "status").exitCode())
                .as("a run has failed")
                .isEqualTo(1);

        aPassword("secret");
        aPolicy("sources.src.kind=files", "sources.src.paths=" + folder.resolve("gone"));
        Command.Ended gone = mosaic.run("backup", "run", "nightly");
        assertThat(gone.exitCode()).isEqualTo(3);
        assertThat(gone.errors())
                .contains("SOURCE_MISSING", folder.resolve("gone").toString());

        Command.Ended unknown = mosaic.run("backup", "run", "weekly");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.errors()).isEqualTo("mosaic: there is no backup policy weekly; there is: nightly\n");
    }

    @Test
    void aWrongPolicyEndsAnyStartInOneLineThatNamesItsKey() throws IOException {
        aPassword("secret");
        aPolicy("sources.src.kind=files", "sources.src.pats=/src");
        for (Command.Ended refused : new Command.Ended[] {
            mosaic.run("run", "--port", String.valueOf(Ports.free())), mosaic.run("backup", "run", "nightly")
        }) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errors().lines())
                    .singleElement()
                    .asString()
                    .contains("mosaic.backup.policies.nightly.sources.src.pats is no setting")
                    .contains("nearest is mosaic.backup.policies.nightly.sources.src.paths");
        }
    }

    @Test
    void aRunThatIsToldToStopHasFailedAndLeavesNothing() throws IOException {
        aPassword("secret");
        aPolicy(
                "sources.slow.kind=command",
                "sources.slow.command=touch " + folder.resolve("begun") + "; exec sleep 600");
        mosaic.run("backup", "init", "nightly");
        Command.Started started = mosaic.start("backup", "run", "nightly");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("begun")));
        started.process().destroy();
        Command.Ended ended = started.ended();
        assertThat(ended.exitCode()).isEqualTo(143);
        assertThat(ended.errors()).contains("STOPPED: ");
        assertThat(mosaic.data().resolve("backup/runs")).isEmptyDirectory();
        JsonNode status = Json.tree(mosaic.run("backup", "status", "--json").out());
        assertThat(status.at("/policies/0/lastRun/code").asText()).isEqualTo("STOPPED");
    }
}

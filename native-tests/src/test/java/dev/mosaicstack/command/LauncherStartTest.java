package dev.mosaicstack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./mosaic} builds before a start, when it does not, and what it starts then. */
class LauncherStartTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String APP = "functions/all-in-one/target/quarkus-app";
    private static final String NO_BUILD = "MOSAIC_NO_BUILD";
    private static final String OLDER = "what starts now is older than the sources";

    @TempDir
    private Path parent;

    private Launcher launcher;

    @BeforeEach
    void aTree() throws IOException {
        launcher = Launcher.in(Files.createDirectory(parent.resolve("a checkout")));
    }

    @AfterEach
    void nothingIsLeft() {
        launcher.end();
    }

    @Test
    void aMovedCheckoutStartsWhatIsInItsNewPlace() {
        assertThat(launcher.onJava(25).mosaic("run").exitCode()).isZero();
        assertThat(launcher.java()).singleElement().asString().contains("<-XX:AOTCache=" + launcher.folder());
        Path place = parent.resolve("moved");
        launcher = launcher.movedTo(place).onJava(25);
        Launcher.Ended ended = launcher.mosaic("run");
        assertThat(ended.said()).contains("recording a start-up cache").doesNotContain("building");
        assertThat(launcher.text(APP + "/classpath.args"))
                .isEqualTo("-cp \"" + place.resolve(APP) + "/app/some.jar\"\n");
        assertThat(launcher.java())
                .hasSize(2)
                .last()
                .asString()
                .contains("<-XX:AOTCache=" + place, "<@" + place.resolve(APP) + "/classpath.args>");
        assertThat(launcher.mosaic("run").said()).isEmpty();
    }

    @Test
    void aMovedCheckoutThatMayNotBuildDoesWithoutItsCache() {
        launcher.onJava(25).mosaic("run");
        Path place = parent.resolve("moved");
        launcher = launcher.movedTo(place).onJava(25).with(NO_BUILD, Path.of("1"));
        launcher.mosaic("run");
        assertThat(launcher.java())
                .last()
                .asString()
                .contains("<-jar> <" + place.resolve(APP) + "/quarkus-run.jar> <run>")
                .doesNotContain("AOTCache");
    }

    @Test
    void howAFunctionOfAMovedCheckoutIsStartedIsNotSaidWithTheOldPaths() throws IOException {
        launcher.onJava(25).mosaic("build", "task-assign");
        Path app = launcher.folder().resolve("functions/task-assign/target/quarkus-app");
        Files.writeString(app.resolve("classpath.args"), "-cp \"/elsewhere/some.jar\"\n");
        Files.writeString(app.resolve("start.args"), "-cp \"/elsewhere/some.jar\"\n");
        Launcher.Ended ended = launcher.with(NO_BUILD, Path.of("1")).mosaic("build", "task-assign");
        assertThat(ended.said()).contains("bin/java -jar " + app).doesNotContain("start.args");
        assertThat(app.resolve("start.args")).doesNotExist();
    }

    /** Where nobody may write later, mcp-stdio finds it there. */
    @Test
    void packagingWritesTheClassPathWhateverTheJava() {
        launcher.onJava(21).mosaic("run");
        assertThat(launcher.text(APP + "/classpath.args"))
                .isEqualTo("-cp \"" + launcher.folder().resolve(APP) + "/app/some.jar\"\n");
        assertThat(launcher.java()).singleElement().asString().contains("<-jar>");
    }

    @Test
    void mcpStdioStartsTheJarWhereTheClassPathIsOfAnotherPlaceAndNothingCanBeWritten() throws IOException {
        launcher.onJava(21).mosaic("run");
        Files.writeString(launcher.folder().resolve(APP + "/classpath.args"), "-cp \"/elsewhere/some.jar\"\n");
        launcher.program("bin/mv", "exit 1");
        assertThat(launcher.mosaic("mcp-stdio").said()).isEmpty();
        assertThat(launcher.java()).last().asString().contains("<-jar> <", "/quarkus-run.jar> <mcp-stdio>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "mcp-stdio", "backup"})
    void twoFirstStartsAtOnceBuildOnce(String verb) {
        launcher.onJava(21).gate("maven");
        Launcher.Started first = launcher.start(verb);
        await().atMost(SOON).until(() -> launcher.maven().size() == 1);
        Launcher.Started second = launcher.start(verb);
        await().atMost(SOON).until(() -> second.said().contains("builds here"));
        launcher.open("maven");
        assertThat(first.ended().exitCode()).isZero();
        assertThat(second.ended())
                .isEqualTo(new Launcher.Ended(
                        0,
                        "mosaic: process " + first.process().pid() + " builds here; waiting until it has ended ...\n"));
        assertThat(launcher.maven()).hasSize(1);
        assertThat(launcher.java()).hasSize(2);
    }

    /** What is half packaged is nothing to start. */
    @Test
    void aBackupWaitsForABuildThatIsUnderWay() {
        launcher.onJava(21).mosaic("run");
        launcher.gate("maven");
        launcher.start("build", "all-in-one");
        await().atMost(SOON).until(() -> launcher.maven().size() == 2);
        Launcher.Started backup = launcher.start("backup", "status");
        await().atMost(SOON).until(() -> backup.said().contains("builds here"));
        launcher.open("maven");
        assertThat(backup.ended().exitCode()).isZero();
        assertThat(launcher.maven()).hasSize(2);
    }

    /** Of one that was killed, and of one that was killed and another process bears its number. */
    @Test
    void aLockThatNobodyHoldsIsTakenOver() throws IOException {
        Process other = new ProcessBuilder("cat").start();
        Process ended = new ProcessBuilder("true").start();
        ended.onExit().join();
        launcher.onJava(21);
        try {
            for (Process holder : new Process[] {ended, other}) {
                Path lock = Files.createDirectories(launcher.folder().resolve("target"))
                        .resolve(".building");
                Files.createSymbolicLink(lock, Path.of(holder.pid() + " mosaic"));
                assertThat(launcher.mosaic("build", "all-in-one").said()).doesNotContain("waiting");
                assertThat(Files.isSymbolicLink(lock)).isFalse();
            }
        } finally {
            other.destroyForcibly();
        }
        assertThat(launcher.maven()).hasSize(2);
    }

    /** A client that has waited long enough kills it and starts another. */
    @Test
    void whoIsToldToEndDuringABuildEndsMavenToo() {
        launcher.onJava(21).gate("maven");
        Launcher.Started first = launcher.start("mcp-stdio");
        await().atMost(SOON).until(() -> launcher.maven().size() == 1);
        await().atMost(SOON).until(() -> launcher.text("maven.pid").endsWith("\n"));
        ProcessHandle maven = ProcessHandle.of(
                        Long.parseLong(launcher.text("maven.pid").strip()))
                .orElseThrow();
        first.process().destroy();
        assertThat(first.ended().exitCode()).isEqualTo(143);
        await().atMost(SOON).until(() -> !maven.isAlive());
        Launcher.Started second = launcher.start("mcp-stdio");
        await().atMost(SOON).until(() -> launcher.maven().size() == 2);
        launcher.open("maven");
        assertThat(second.ended().said()).doesNotContain("waiting");
        assertThat(launcher.java()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "doctor", "rules"})
    void whatRunsBesideAServerOrFromCronTakesWhatIsBuilt(String verb) {
        assertThat(launcher.onJava(21).mosaic(verb).said()).contains("building (first time");
        assertThat(launcher.mosaic(verb).said()).isEmpty();
        launcher.edit();
        assertThat(launcher.mosaic(verb).said()).contains(OLDER).hasLineCount(1);
        assertThat(launcher.maven()).hasSize(1);
        assertThat(launcher.java()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 25})
    void nothingIsBuiltUnderAServerThatRuns(int version) {
        launcher.onJava(version).gate("java");
        Launcher.Started server = launcher.start("run");
        await().atMost(SOON).until(() -> launcher.java().size() == 1);
        launcher.edit();
        Launcher.Started demo = launcher.start("demo");
        await().atMost(SOON).until(() -> launcher.java().size() == 2);
        assertThat(demo.said()).contains(OLDER).hasLineCount(1);
        assertThat(launcher.maven()).hasSize(1);
        launcher.end();
        server.process().onExit().join();
        demo.process().onExit().join();
        launcher.start("run");
        await().atMost(SOON).until(() -> launcher.maven().size() == 2);
    }

    @Test
    void aCdpathLeadsNobodyAstray() {
        launcher.onJava(21).with("CDPATH", parent).mosaicFrom(parent, "run");
        assertThat(launcher.java()).singleElement().asString().contains("<-Dmosaic.home=" + launcher.folder() + ">");
    }

    /** Its path is one argument, for Maven and for what measures. */
    @Test
    void anArtifactMayBeInAFolderWithASpace() throws IOException {
        Path artifact = Files.writeString(launcher.folder().resolve("some-runner"), "");
        Launcher.Ended ended =
                launcher.onJava(21).mosaic("native-test", "--artifact", artifact.toString(), "task-assign");
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        String argument = "<-Dmosaic.artifact=" + artifact + ">";
        assertThat(launcher.maven()).last().asString().contains("<test>", argument);
        assertThat(launcher.java()).singleElement().asString().contains(argument);
    }
}

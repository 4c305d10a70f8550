package dev.mosaicstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./mosaic native}: what it takes to build with, and what it says where there is nothing. */
class NativeVerbTest {

    private static final String NEW = "native-image 25.0.1 2025-10-21";
    private static final String OLD = "GraalVM 22.3.1 Java 17 CE (Java Version 17.0.6+10-jvmci-22.3-b13)";

    @TempDir
    private Path folder;

    private Launcher launcher;

    @BeforeEach
    void aTree() {
        launcher = Launcher.in(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW, "native-image 21.0.1 2023-10-17", "native-image 24 2025-03-18"})
    void buildsWithTheNativeImageThatGraalvmHomeNames(String version) {
        Path graal = launcher.graal("graal", version);
        Launcher.Ended ended = launcher.with("GRAALVM_HOME", graal).run("task-assign");
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(ended.said())
                .contains("with " + version + ", " + graal)
                .containsPattern(
                        "task-assign +3 MiB +" + folder + "/functions/task-assign/target/task-assign-1.0-runner");
        assertThat(launcher.maven()).singleElement().satisfies(arguments -> assertThat(arguments)
                .contains("-Psbom -pl functions/task-assign -am package", " -Dnative ", "GRAALVM_HOME=" + graal)
                .doesNotContain("container-build"));
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, "native-image 17.0.7 2023-04-18", "what is this"})
    void refusesTheNamedOneThatIsTooOld(String version) {
        launcher.program("bin/docker", "exit 0");
        Launcher.Ended ended =
                launcher.with("GRAALVM_HOME", launcher.graal("graal", version)).run("task-assign");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains("is too old (" + version + ")", "25, or 23.1 or newer");
        assertThat(launcher.maven()).isEmpty();
    }

    @Test
    void aNamedFolderWithoutNativeImageIsNotPassedOver() {
        launcher.graal("jvm/graalvm-25", NEW);
        Launcher.Ended ended =
                launcher.with("GRAALVM_HOME", folder.resolve("nowhere")).run("task-assign");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains("there is no bin/native-image in it");
    }

    @Test
    void findsItInJavaHome() {
        Path graal = launcher.graal("graal", NEW);
        assertThat(launcher.with("JAVA_HOME", graal).run("task-assign").said()).contains("with " + NEW + ", " + graal);
    }

    @Test
    void findsItOnThePath() {
        launcher.graal(".", NEW);
        assertThat(launcher.run("task-assign").said()).contains("with " + NEW + ", " + folder);
    }

    @Test
    void findsItInTheUsualFoldersAndPassesOverOldOnes() {
        launcher.graal("jvm/graalvm-17", OLD);
        Path graal = launcher.graal("opt/mandrel", NEW);
        assertThat(launcher.run("task-assign").said()).contains("with " + NEW + ", " + graal);
    }

    @Test
    void withoutOneTheBuilderImageWillDo() {
        launcher.program("bin/docker", "exit 0");
        Launcher.Ended ended = launcher.run("task-assign");
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("with Quarkus' builder image, in docker");
        assertThat(launcher.maven()).singleElement().satisfies(arguments -> assertThat(arguments)
                .contains(" -Dquarkus.native.container-build=true -Dquarkus.native.container-runtime=docker ")
                .containsPattern("-Dsqlite.library=Linux/(x86_64|aarch64)/libsqlitejdbc.so"));
    }

    /** A docker without its daemon is none. */
    @Test
    void itIsTheEngineThatAnswers() {
        launcher.program("bin/podman", "[ \"$1\" != pull ]");
        launcher.graal("jvm/graalvm-17", OLD);
        assertThat(launcher.run("task-assign").said()).contains("in podman (" + folder, "is too old (" + OLD + ")");
        assertThat(launcher.maven()).singleElement().asString().contains("-Dquarkus.native.container-runtime=podman ");
    }

    @Test
    void aBuilderImageThatCannotBePulledIsSaidBeforeAnythingIsBuilt() {
        launcher.program("bin/docker", "[ \"$1\" = info ] || { echo 'no such host' >&2; exit 1; }");
        Launcher.Ended ended = launcher.run("task-assign");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said())
                .contains("no such host", "docker cannot pull", Launcher.BUILDER_IMAGE, "docker load", "GRAALVM_HOME");
        assertThat(launcher.maven()).isEmpty();
    }

    @Test
    void withNeitherItNamesBothWaysAndEnds() {
        Launcher.Ended ended = launcher.run();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains("GRAALVM_HOME", "Mandrel", "25, or 23.1 or newer", "start Docker or Podman");
        assertThat(launcher.maven()).isEmpty();
    }

    @Test
    void anUnknownFlowIsRefusedWithThoseThereAre() {
        Launcher.Ended ended =
                launcher.with("GRAALVM_HOME", launcher.graal("graal", NEW)).run("task-assign", "task-asign");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains("there is no flow 'task-asign': it is one of all-in-one task-assign");
        assertThat(launcher.maven()).isEmpty();
    }

    /** The flows are parts of the all-in-one as well: made once is enough. */
    @Test
    void withoutArgumentsEveryFlowIsBuiltOnce() {
        Launcher.Ended ended =
                launcher.with("GRAALVM_HOME", launcher.graal("graal", NEW)).run();
        assertThat(ended.said()).contains("target/all-in-one-1.0-runner", "target/task-assign-1.0-runner");
        assertThat(launcher.maven())
                .hasSize(2)
                .satisfies(runs -> assertThat(runs.get(0)).contains("-pl functions/task-assign "))
                .satisfies(runs ->
                        assertThat(runs.get(1)).contains("-pl functions/all-in-one ", " -Dnative.parts.skip=true "));
    }

    @Test
    void whatMavenCannotBuildIsSaidInAFewLines() {
        launcher.program("bin/mvn", "echo '[ERROR] no space left'; echo \"[ERROR]   at a.b.C(D.java)\"; exit 1");
        Launcher.Ended ended =
                launcher.with("GRAALVM_HOME", launcher.graal("graal", NEW)).run("task-assign");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said())
                .contains("[ERROR] no space left", folder + "/target/native.log")
                .doesNotContain("D.java");
    }

    @Test
    void aBuildWithoutAnExecutableIsNone() {
        launcher.program("bin/mvn", "exit 0");
        Launcher.Ended ended =
                launcher.with("GRAALVM_HOME", launcher.graal("graal", NEW)).run("task-assign");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains("Maven made no executable of task-assign");
    }
}

package dev.mosaicstack.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every Dockerfile of ours keeps to. No engine is needed. */
class DockerfilesTest {

    private static final String JVM = "Dockerfile.jvm";
    private static final String NATIVE = "Dockerfile.native";

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void everyBaseBearsAVersion(String name) {
        assertThat(Dockerfile.named(name).bases()).isNotEmpty().allSatisfy(base -> assertThat(base)
                .matches("[a-z0-9./-]+:[a-z0-9.-]*\\d[a-z0-9.-]*"));
    }

    @Test
    void bothStandOnTheSameDebian() {
        assertThat(debians(JVM)).hasSize(1).isEqualTo(debians(NATIVE));
    }

    /** That line is fetched from a registry, by whoever has one. */
    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void hasNoSyntaxLine(String name) {
        assertThat(Dockerfile.text(Dockerfile.FOLDER.resolve(name))).doesNotContainIgnoringCase("# syntax=");
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void nothingIsFetchedThatNobodyChecks(String name) {
        Dockerfile file = Dockerfile.named(name);
        assertThat(file.all("ADD")).isEmpty();
        assertThat(file.all("RUN")).allSatisfy(command -> assertThat(command)
                .doesNotContainPattern("\\b(curl|wget|sudo|chmod 777|--allow-unauthenticated)\\b"));
        assertThat(file.instructions())
                .noneMatch(instruction -> instruction.rest().contains(":latest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void whatIsInstalledIsAsLittleAsCanBe(String name) {
        assertThat(Dockerfile.named(name).all("RUN").stream().filter(command -> command.contains("apt-get install")))
                .isNotEmpty()
                .allMatch(command -> command.contains("--no-install-recommends"));
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void runsAsAUserThatNumbersName(String name) {
        assertThat(Dockerfile.named(name).lastStage().all("USER")).containsExactly("65532:65532");
    }

    /** COPY keeps modes, and a clone made under a umask of 077 is its owner's alone: between COPY and USER a script is opened to all. */
    @Test
    void aScriptThatAUserRunsIsReadableHoweverItWasCloned() {
        List<String> lines = Dockerfile.named(JVM).instructions().stream()
                .map(instruction -> instruction.name() + " " + instruction.rest())
                .toList();
        int copied = lines.indexOf("COPY infra/scripts/record-start-up-cache.sh /");
        assertThat(copied).isPositive();
        assertThat(lines.subList(
                        copied, copied + lines.subList(copied, lines.size()).indexOf("USER 65532:65532")))
                .contains("RUN chmod 0755 /record-start-up-cache.sh");
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void startsAndIsAskedWithoutAShell(String name) {
        List<Dockerfile.Instruction> last = Dockerfile.named(name).lastStage().instructions();
        assertThat(last.stream().map(Dockerfile.Instruction::name)).contains("ENTRYPOINT", "HEALTHCHECK");
        assertThat(last.stream().filter(instruction -> Set.of("ENTRYPOINT", "HEALTHCHECK", "CMD")
                        .contains(instruction.name())))
                .allMatch(Dockerfile.Instruction::isExecForm);
        assertThat(last).noneMatch(instruction -> instruction.name().equals("RUN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void saysWhatItIs(String name) {
        String labels = String.join(" ", Dockerfile.named(name).lastStage().all("LABEL"));
        assertThat(Stream.of("title", "description", "source", "version", "revision", "licenses"))
                .allSatisfy(label -> assertThat(labels).contains("org.opencontainers.image." + label + "="));
        assertThat(labels).as("by which compose/README.md spares them").contains("dev.mosaicstack.flow=");
        assertThat(Dockerfile.text(Artifact.root().resolve("compose/README.md")))
                .contains("label!=dev.mosaicstack.flow");
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void everyFolderOfFunctionsHasABase(String name) throws IOException {
        try (Stream<java.nio.file.Path> folders = Files.list(Artifact.root().resolve("functions"))) {
            Set<String> flows = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> "base-" + folder.getFileName())
                    .collect(Collectors.toSet());
            assertThat(Dockerfile.named(name).stages().stream().filter(stage -> stage.startsWith("base-")))
                    .containsExactlyInAnyOrderElementsOf(flows);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void whoBacksUpHasTheClientsForIt(String name) {
        assertThat(Dockerfile.named(name).all("FROM"))
                .contains("with-clients AS base-backup-trigger", "with-clients AS base-all-in-one");
        String tools = Dockerfile.text(
                Artifact.root()
                        .resolve(
                                "functions/backup-trigger/src/main/java/dev/mosaicstack/functions/backuptrigger/tool/Tool.java"));
        List<String> packages = Pattern.compile("[A-Z_]+\\(\"([a-z-]+)\"")
                .matcher(tools)
                .results()
                .map(tool -> tool.group(1))
                .filter(tool -> !tool.equals("coreutils"))
                .toList();
        assertThat(packages).contains("restic", "postgresql-client", "mariadb-client", "openssh-client");
        assertThat(Dockerfile.named(name).all("RUN"))
                .anyMatch(command -> packages.stream().allMatch(command::contains));
    }

    /** Maven reads them all, whichever it builds; and what is downloaded is a layer that sources do not change. */
    @Test
    void theBuildBeginsWithThePomOfEveryModule() {
        assertThat(copiedFromHere("/?pom.xml"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("pom.xml ./"), modules().map(module -> module + "/pom.xml " + module + "/"))
                        .toList());
    }

    @Test
    void theBuildHasTheSourcesOfAllOfTheProduct() {
        assertThat(copiedFromHere("/src"))
                .containsExactlyInAnyOrderElementsOf(modules()
                        .filter(module -> module.matches("(shared|functions)/.*"))
                        .map(module -> module + "/src " + module + "/src")
                        .toList());
    }

    @Test
    void javaIsStartedAsTheLauncherDoes() {
        String launcher = Dockerfile.text(Artifact.root().resolve("mosaic"));
        String function = launcher.substring(launcher.indexOf("java_in_mode() {"), launcher.indexOf("run_java() {"));
        var flags = new TreeSet<>(Pattern.compile("-(-|XX:|Xm|Djava)[^ \"$]+")
                .matcher(function)
                .results()
                .map(flag -> flag.group())
                .toList());
        assertThat(flags).hasSizeGreaterThan(7);
        assertThat(Dockerfile.text(Dockerfile.FOLDER.resolve("java.args")).lines())
                .containsAll(flags);
        assertThat(Dockerfile.named(JVM).lastStage().all("ENV"))
                .singleElement()
                .asString()
                .contains("MALLOC_ARENA_MAX=2");
    }

    @Test
    void allFilesOfOursBearTheTimeOfTheBuild() {
        String parent = Dockerfile.text(Artifact.root().resolve("pom.xml"));
        var time = Pattern.compile("<project.build.outputTimestamp>(.*)</").matcher(parent);
        assertThat(time.find()).isTrue();
        assertThat(Dockerfile.named(JVM).all("ARG"))
                .contains("SOURCE_DATE_EPOCH="
                        + java.time.Instant.parse(time.group(1)).getEpochSecond());
    }

    private static Stream<String> modules() {
        return Pattern.compile("<module>(.*)</module>")
                .matcher(Dockerfile.text(Artifact.root().resolve("pom.xml")))
                .results()
                .map(module -> module.group(1));
    }

    private static Stream<String> copiedFromHere(String end) {
        return Dockerfile.named(JVM).all("COPY").stream().filter(copied -> copied.matches("[^ ]*" + end + " [^ ]+"));
    }

    private static Set<String> debians(String name) {
        return Dockerfile.named(name).bases().stream()
                .filter(base -> base.startsWith("debian:"))
                .collect(Collectors.toSet());
    }
}

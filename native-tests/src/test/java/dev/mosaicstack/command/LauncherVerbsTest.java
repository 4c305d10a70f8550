package dev.mosaicstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./mosaic build} and {@code native-test} say at once what they cannot do; what they do is done by who builds and tests. */
class LauncherVerbsTest {

    @TempDir
    Path folder;

    private record Ended(int exitCode, String said) {}

    @Test
    void aFlowThatIsNotThereIsNamedWithThoseThatAre() throws IOException, InterruptedException {
        for (String verb : List.of("build", "native-test")) {
            Ended ended = mosaic(verb, "webhook-outtake");
            assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
            assertThat(ended.said()).contains("'webhook-outtake'", "webhook-intake", "all-in-one");
        }
    }

    @Test
    void anArtifactIsOfOneFlowAndThere() throws IOException, InterruptedException {
        Path artifact = Files.writeString(folder.resolve("some-runner"), "");
        assertThat(mosaic("native-test", "--artifact", artifact.toString()))
                .isEqualTo(
                        new Ended(
                                1,
                                "mosaic: an artifact is of one flow: name it, as in ./mosaic native-test --artifact FILE webhook-intake\n"));
        assertThat(mosaic("native-test", "--artifact", artifact + "-2", "webhook-intake"))
                .isEqualTo(new Ended(1, "mosaic: there is no artifact at " + artifact + "-2\n"));
        assertThat(mosaic("native-test", "--artifact").exitCode()).isEqualTo(1);
    }

    @Test
    void aStartUpCacheIsRecordedOnlyOfWhatStarts() throws IOException, InterruptedException {
        String script = Artifact.root()
                .resolve("infra/scripts/record-start-up-cache.sh")
                .toString();
        Path cache = folder.resolve("cache.aot");
        Ended ended = run(List.of(script, "webhook-intake", cache.toString(), "-version"));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said())
                .contains(Runtime.version().feature() >= 25 ? "it does not start" : "Java 25 or newer can");
        assertThat(folder).isEmptyDirectory();
        assertThat(run(List.of(script, "webhook-intake", cache.toString())).exitCode())
                .isEqualTo(2);
    }

    private static Ended mosaic(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Artifact.root().resolve("mosaic").toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MOSAIC_"));
        // Should it go on after all, it has nothing to build with.
        builder.environment().put("MOSAIC_NO_BUILD", "1");
        builder.environment().put("MOSAIC_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}

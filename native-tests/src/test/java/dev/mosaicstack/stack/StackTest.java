package dev.mosaicstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mosaicstack.testkit.Artifact;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code infra/scripts/stack-test.sh}: the stack in containers. It builds images first, so it takes its time. */
@Isolated
class StackTest {

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void theStackComesUpInOrderHoldsTheContractsAndSurvivesItsContainers() throws IOException, InterruptedException {
        assumeTrue(
                isEngineThere(), "SKIPPED: no container engine answers (docker info), so the stack is only validated");
        Process script = script("infra/scripts/stack-test.sh");
        String last = "";
        try (BufferedReader lines = script.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                last = line;
            }
        }
        assertThat(script.waitFor()).as(last).isZero();
    }

    private static boolean isEngineThere() throws InterruptedException {
        try {
            Process info = new ProcessBuilder("docker", "info")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return info.waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static Process script(String name) throws IOException {
        var builder = new ProcessBuilder(Artifact.root().resolve(name).toString()).redirectErrorStream(true);
        builder.environment().put("MOSAIC_NO_BUILD", "1");
        builder.environment().put("MOSAIC_JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }
}

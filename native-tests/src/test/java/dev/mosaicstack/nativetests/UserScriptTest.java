package dev.mosaicstack.nativetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./mosaic run}, {@code demo} and {@code doctor} with the packaged artifact, as a person would use them. */
class UserScriptTest {

    /** Set by the build; a build inside this build would write to what it reads. */
    private static final Path ROOT = Path.of(System.getProperty("mosaic.root"));

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void everythingAUserDoesOnTheCommandLineWorks() throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(ROOT.resolve("infra/scripts/user-test.sh").toString()).redirectErrorStream(true);
        builder.environment().put("MOSAIC_NO_BUILD", "1");
        builder.environment().put("MOSAIC_JAVA_HOME", System.getProperty("java.home"));
        Process script = builder.start();
        String last = "";
        try (BufferedReader lines = script.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                last = line;
            }
        }
        assertThat(script.waitFor()).as(last).isZero();
    }
}

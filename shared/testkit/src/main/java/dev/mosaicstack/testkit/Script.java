package dev.mosaicstack.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Scripts of {@code infra/scripts}, on what this build has packaged. */
public final class Script {

    private Script() {}

    /**
     * Runs one to its end, and shows what it says.
     *
     * @throws AssertionError with its last line where it does not end with 0
     */
    public static void run(String name) {
        String command = Artifact.root().resolve("infra/scripts").resolve(name).toString();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // A build inside this build would write to what it reads.
        builder.environment().put("MOSAIC_NO_BUILD", "1");
        builder.environment().put("MOSAIC_JAVA_HOME", System.getProperty("java.home"));
        try {
            Process script = builder.start();
            String last = "";
            try (BufferedReader lines = script.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    System.out.println(line);
                    last = line;
                }
            }
            if (script.waitFor() != 0) {
                throw new AssertionError(name + " ended with " + script.exitValue() + ": " + last);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

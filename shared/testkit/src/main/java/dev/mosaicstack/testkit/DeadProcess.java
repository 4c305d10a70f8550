package dev.mosaicstack.testkit;

import dev.mosaicstack.core.process.ProcessName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that held something under its name until it was killed. */
public final class DeadProcess {

    private DeadProcess() {}

    /** Starts one, asks it for its name and sends it SIGKILL. */
    public static String name() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        try {
            Process process = new ProcessBuilder(
                            java, "-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp", classes, DeadProcess.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var out = process.inputReader(StandardCharsets.US_ASCII)) {
                return out.readLine();
            } finally {
                process.destroyForcibly().onExit().join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(ProcessName.next());
        new CountDownLatch(1).await();
    }
}

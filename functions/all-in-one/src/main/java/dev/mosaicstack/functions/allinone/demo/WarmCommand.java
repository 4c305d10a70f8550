package dev.mosaicstack.functions.allinone.demo;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.Terminal;
import dev.mosaicstack.functions.allinone.run.Address;
import dev.mosaicstack.functions.allinone.run.Run;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * For the launcher, once after each build: runs and plays the demo against itself, so that Java can record in an
 * ahead-of-time cache what a start and the common calls need.
 */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(name = "warm", hidden = true, description = "Run, play the demo against itself, end.")
public final class WarmCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 20;

    @Option(names = "--data", required = true, description = "A new folder.")
    Path data;

    private final Shutdown shutdown;

    public WarmCommand(Shutdown shutdown) {
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() throws IOException {
        var environment = new Environment(Map.of());
        var folder = DataFolder.of(data, environment);
        var address = new Address(Environment.DEFAULT_HOST, OwnInstance.freePort());
        Thread.ofVirtual().start(() -> play(folder, address, environment));
        return new Run(environment, folder, address, shutdown).untilItEnds();
    }

    private static void play(DataFolder folder, Address address, Environment environment) {
        try {
            while (!address.answers()) {
                Thread.sleep(POLL_MILLIS);
            }
            var silent = new Timeline(new PrintStream(OutputStream.nullOutputStream()), new Terminal(false, false));
            new Play(Target.of(address.url(), folder, environment), silent).perform();
            Quarkus.asyncExit(0);
        } catch (Problem e) {
            System.err.println("mosaic: " + e.getMessage());
            Quarkus.asyncExit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Quarkus.asyncExit(1);
        }
    }
}

package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import jakarta.enterprise.inject.Vetoed;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mosaic run}: everything in one process until Ctrl-C. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(name = "run", description = "Start everything on this machine, until Ctrl-C.", sortOptions = false)
public final class RunCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (MOSAIC_DATA, else ./data).")
    Path data;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on (MOSAIC_PORT, else 3456).")
    Integer port;

    @Option(names = "--host", paramLabel = "H", description = "Address to bind to (MOSAIC_HOST, else 127.0.0.1).")
    String host;

    private final Environment environment;
    private final Shutdown shutdown;

    public RunCommand(Environment environment, Shutdown shutdown) {
        this.environment = environment;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        var address = new Address(environment.host(host), environment.port(port));
        return new Run(environment, DataFolder.of(data, environment), address, shutdown).untilItEnds();
    }
}

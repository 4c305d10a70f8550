package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.ConfigFile;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Setup;
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

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings as properties (MOSAIC_CONFIG, else mosaic.properties in the data folder).")
    Path config;

    private final Environment environment;
    private final Shutdown shutdown;

    public RunCommand(Environment environment, Shutdown shutdown) {
        this.environment = environment;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        var setup = Setup.of(data, config, environment);
        var address =
                new Address(setup.environment().host(host), setup.environment().port(port));
        setup.file().ifPresent(ConfigFile::apply);
        return new Run(setup.environment(), setup.data(), address, shutdown).untilItEnds();
    }
}

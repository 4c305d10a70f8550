package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Setup;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that every verb of {@code backup} has. */
final class Place {

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (MOSAIC_DATA, else ./data).")
    Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings as properties (MOSAIC_CONFIG, else mosaic.properties in the data folder).")
    Path config;

    Setup setup(Environment environment) {
        return Setup.of(data, config, environment);
    }
}

package dev.mosaicstack.functions.allinone;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a verb that looks at settings works with.
 *
 * @param environment the variables, and beneath them the settings of the file
 */
public record Setup(Environment environment, DataFolder data, Optional<ConfigFile> file) {

    /** @throws Problem where the configuration file that was named is none */
    public static Setup of(Path dataOption, Path configOption, Environment variables) {
        Optional<ConfigFile> file = ConfigFile.find(configOption, dataOption, variables);
        Environment all = file.map(found -> found.beneath(variables)).orElse(variables);
        return new Setup(all, DataFolder.of(dataOption, all), file);
    }
}

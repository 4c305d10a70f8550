package dev.mosaicstack.functions.allinone;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The settings of the {@link ConfigFile} that the command line found: over the application's own, beneath variables. */
public final class ConfigFileSource implements ConfigSource {

    /** An application's own settings have 250, environment variables 300. */
    private static final int ORDINAL = 275;

    private final String path = System.getProperty(ConfigFile.PROPERTY);
    private final Map<String, String> properties =
            path == null ? Map.of() : ConfigFile.read(Path.of(path)).properties();

    @Override
    public Map<String, String> getProperties() {
        return properties;
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public String getValue(String name) {
        return properties.get(name);
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return path == null ? "no configuration file" : path;
    }
}

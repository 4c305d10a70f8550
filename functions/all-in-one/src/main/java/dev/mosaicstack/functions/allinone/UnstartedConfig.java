package dev.mosaicstack.functions.allinone;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The settings as the application would read them, without the application. */
public final class UnstartedConfig {

    private UnstartedConfig() {}

    /**
     * @param mapping its interface, and the prefix by name: a native executable knows the annotation of a class only where it
     *     was registered
     * @param more sources beside those of the application
     * @throws io.smallrye.config.ConfigValidationException where a setting of the mapping is of the wrong type
     */
    public static SmallRyeConfig of(Setup setup, Class<?> mapping, String prefix, ConfigSource... more) {
        setup.file().ifPresent(ConfigFile::apply);
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredConverters()
                .withProfile("prod")
                .withSources(new ConfigFileSource())
                .withSources(more)
                .withMapping(mapping, prefix)
                .withMappingIgnore("mosaic.**")
                .build();
    }
}

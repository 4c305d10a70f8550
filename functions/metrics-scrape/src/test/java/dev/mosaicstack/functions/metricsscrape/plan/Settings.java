package dev.mosaicstack.functions.metricsscrape.plan;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** {@link MetricsSettings} as they are with some properties. */
public final class Settings {

    private Settings() {}

    /** @param properties by their full names */
    public static MetricsSettings of(Map<String, String> properties) {
        return from(new PropertiesConfigSource(properties, "test", 300));
    }

    /** @param environment variables by their names */
    public static MetricsSettings ofEnvironment(Map<String, String> environment) {
        return from(new EnvConfigSource(environment, 300));
    }

    private static MetricsSettings from(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(MetricsSettings.class)
                .withSources(source)
                .build()
                .getConfigMapping(MetricsSettings.class);
    }
}

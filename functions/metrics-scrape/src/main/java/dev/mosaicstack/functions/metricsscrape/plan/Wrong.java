package dev.mosaicstack.functions.metricsscrape.plan;

import io.quarkus.runtime.configuration.ConfigurationException;

/** What is wrong with the settings, as one line that names the setting. */
final class Wrong {

    static final String PREFIX = "mosaic.metrics.";

    private Wrong() {}

    static void check(boolean right, String problem) {
        if (!right) {
            throw because(problem);
        }
    }

    static ConfigurationException because(String problem) {
        return new ConfigurationException(PREFIX + problem);
    }
}

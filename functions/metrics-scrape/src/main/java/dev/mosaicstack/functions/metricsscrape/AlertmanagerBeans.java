package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.functions.metricsscrape.plan.Alertmanagers;
import dev.mosaicstack.functions.metricsscrape.plan.MetricsSettings;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where alerts go. */
@Singleton
final class AlertmanagerBeans {

    @Produces
    @Singleton
    Alertmanagers alertmanagers(MetricsSettings settings) {
        return Alertmanagers.of(settings);
    }

    void close(@Disposes Alertmanagers alertmanagers) {
        alertmanagers.close();
    }
}

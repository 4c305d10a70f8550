package dev.mosaicstack.functions.metricsscrape.plan;

import dev.mosaicstack.web.KnownSettings;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Settings below {@code mosaic.metrics.} that mean nothing: what is not looked at is noticed too late. */
public final class UnknownSettings {

    /** By their full names; {@code *} is any name. A test compares them with {@link MetricsSettings}. */
    static final List<String> KNOWN = known();

    private UnknownSettings() {}

    private static List<String> known() {
        String target = "targets.*.";
        return List.of(
                "scheduled",
                "interval",
                "rules",
                "shipped-rules",
                "history",
                "most-series",
                "alertmanager",
                "alertmanager-token-file",
                target + "kind",
                target + "url",
                target + "user",
                target + "password",
                target + "password-file",
                target + "token",
                target + "token-file",
                target + "labels.*",
                target + "timeout",
                target + "most-series",
                target + "most-bytes",
                target + "status",
                target + "streams",
                target + "paths");
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException as of {@link KnownSettings#refuseOthers} */
    public static void refuse(Config config) {
        all().refuseOthers(config);
    }

    static KnownSettings all() {
        return new KnownSettings(Wrong.PREFIX, KNOWN);
    }
}

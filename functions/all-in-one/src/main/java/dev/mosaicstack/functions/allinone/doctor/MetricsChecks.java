package dev.mosaicstack.functions.allinone.doctor;

import dev.mosaicstack.functions.allinone.Setup;
import dev.mosaicstack.functions.allinone.UnstartedConfig;
import dev.mosaicstack.functions.allinone.WrongSetting;
import dev.mosaicstack.functions.metricsscrape.plan.Alertmanagers;
import dev.mosaicstack.functions.metricsscrape.plan.HistorySelectors;
import dev.mosaicstack.functions.metricsscrape.plan.MetricsSettings;
import dev.mosaicstack.functions.metricsscrape.plan.Targets;
import dev.mosaicstack.functions.metricsscrape.plan.UnknownSettings;
import dev.mosaicstack.functions.metricsscrape.rule.Rules;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the start would take the settings of metrics: targets, rules, history, Alertmanagers. */
record MetricsChecks(Setup setup) {

    private static final String WHAT = "metrics";
    private static final String PREFIX = "mosaic.metrics";

    /** Of one file of rules. */
    private static final int MOST = 20;

    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        try {
            SmallRyeConfig config = UnstartedConfig.of(setup, MetricsSettings.class, PREFIX);
            judge(config, config.getConfigMapping(MetricsSettings.class, PREFIX), findings);
        } catch (ConfigValidationException invalid) {
            findings.add(wrong(WrongSetting.line(invalid)));
        }
        return findings;
    }

    private static void judge(SmallRyeConfig config, MetricsSettings settings, List<Finding> findings) {
        var targets = new ArrayList<String>();
        var rules = new ArrayList<String>();
        attempt(findings, () -> UnknownSettings.refuse(config));
        attempt(findings, () -> {
            try (var all = Targets.of(settings, List::of)) {
                all.all().forEach(target -> targets.add(target.name()));
            }
        });
        attempt(findings, () -> Rules.of(settings.rules().map(Path::of), settings.shippedRules())
                .all()
                .forEach(rule -> rules.add(rule.name())));
        attempt(findings, () -> HistorySelectors.of(settings, config));
        attempt(findings, () -> Alertmanagers.of(settings).close());
        if (findings.isEmpty()) {
            findings.add(Finding.ok(WHAT, targets.size() + " targets, " + rules.size() + " rules"));
        }
    }

    private static void attempt(List<Finding> findings, Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException wrong) {
            wrong.getMessage().lines().limit(MOST).forEach(line -> findings.add(wrong(line)));
        }
    }

    private static Finding wrong(String line) {
        return Finding.fail(WHAT, line, "correct it: the start refuses it");
    }
}

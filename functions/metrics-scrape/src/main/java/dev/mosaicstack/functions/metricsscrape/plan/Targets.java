package dev.mosaicstack.functions.metricsscrape.plan;

import static dev.mosaicstack.functions.metricsscrape.plan.Wrong.check;

import dev.mosaicstack.functions.metricsscrape.plan.MetricsSettings.TargetSettings;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that is looked at, by name, checked: what is wrong is said in one line that names the setting. Close it. */
public final class Targets implements AutoCloseable {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";
    private static final int MOST_SERIES = 1_000_000;

    private final List<Target> all;
    private final Probes probes;

    private Targets(List<Target> all, Probes probes) {
        this.all = all;
        this.probes = probes;
    }

    /**
     * This product and this host are looked at also where no target says so, as {@code mosaic} and {@code host}.
     *
     * @param mosaic looks at this product's own database
     * @throws io.quarkus.runtime.configuration.ConfigurationException where something is missing or cannot be
     */
    public static Targets of(MetricsSettings settings, Probe mosaic) {
        check(between(settings.interval(), "PT1S", "PT1H"), "interval is not between a second and an hour (PT15S)");
        checkSeries("", settings.mostSeries());
        var probes = new Probes(mosaic);
        Map<String, Target> targets = new TreeMap<>();
        new TreeMap<>(settings.targets()).forEach((name, target) -> {
            check(
                    name.matches(NAME),
                    "targets." + name + ": a name is of lower-case letters, digits and hyphens, 40 at most");
            targets.put(name, target(name, target, settings.interval(), probes));
        });
        byDefault(Kind.HOST, TargetPlan.hostByDefault(settings.interval(), probes), targets);
        byDefault(Kind.MOSAIC, TargetPlan.mosaicByDefault(settings.interval(), probes), targets);
        return new Targets(List.copyOf(targets.values()), probes);
    }

    private static Target target(String name, TargetSettings settings, Duration interval, Probes probes) {
        String key = "targets." + name + ".";
        settings.timeout()
                .ifPresent(timeout ->
                        check(between(timeout, "PT0.1S", "PT1M"), key + "timeout is not between PT0.1S and PT1M"));
        checkSeries(key, settings.mostSeries());
        Kind kind = Kind.of(key, settings.kind().map(String::strip).orElse(""));
        return new TargetPlan(key, name, kind, settings, interval, probes).target();
    }

    private static void byDefault(Kind kind, Target target, Map<String, Target> targets) {
        if (targets.values().stream().noneMatch(other -> other.kind().equals(kind.text()))) {
            check(
                    !targets.containsKey(target.name()),
                    "targets." + target.name() + " is of another kind: that name is the one of kind " + kind.text()
                            + ", which is there by itself; use another name, or name one of kind " + kind.text());
            targets.put(target.name(), target);
        }
    }

    private static boolean between(Duration duration, String least, String most) {
        return duration.compareTo(Duration.parse(least)) >= 0 && duration.compareTo(Duration.parse(most)) <= 0;
    }

    private static void checkSeries(String key, int mostSeries) {
        check(mostSeries >= 1 && mostSeries <= MOST_SERIES, key + "most-series is not between 1 and " + MOST_SERIES);
    }

    public List<Target> all() {
        return all;
    }

    @Override
    public void close() {
        all.forEach(target -> target.probe().close());
        probes.close();
    }
}

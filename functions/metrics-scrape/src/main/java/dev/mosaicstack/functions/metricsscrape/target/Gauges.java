package dev.mosaicstack.functions.metricsscrape.target;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Family.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a probe finds, value by value. For one look. */
public final class Gauges {

    private record Part(Type type, String help, List<Sample> samples) {}

    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** @param labels name, value, name, value, ... */
    public Gauges add(String name, String help, double value, String... labels) {
        return add(name, Type.GAUGE, help, value, labels);
    }

    /** What only grows, until the server is started again. */
    public Gauges count(String name, String help, double value, String... labels) {
        // Well-known names of some exporters do not end as a counter's has to.
        return add(name, name.endsWith("_total") ? Type.COUNTER : Type.UNKNOWN, help, value, labels);
    }

    private Gauges add(String name, Type type, String help, double value, String... labels) {
        parts.computeIfAbsent(name, n -> new Part(type, help, new ArrayList<>()))
                .samples()
                .add(new Sample(Series.of(name, labels), value));
        return this;
    }

    public List<Family> families() {
        List<Family> families = new ArrayList<>();
        parts.forEach((name, part) -> families.add(new Family(name, part.type(), part.help(), part.samples())));
        return families;
    }
}

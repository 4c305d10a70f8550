package dev.mosaicstack.functions.metricsscrape.exposition;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Family.Type;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes metrics as Prometheus reads them: text 0.0.4, or OpenMetrics 1.0.0. */
public final class Exposition {

    /** Whole numbers up to here are written as such; all of them are exact. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private static final String TOTAL = "_total";

    private final Writer out;
    private final boolean openMetrics;

    public Exposition(Writer out, boolean openMetrics) {
        this.out = out;
        this.openMetrics = openMetrics;
    }

    /** @param all of each target; each metric is written once, with the series of all */
    public void write(Collection<List<Family>> all) throws IOException {
        List<Family> merged = Merged.of(all);
        Set<String> names = new HashSet<>();
        merged.forEach(family -> names.add(family.name()));
        for (Family family : merged) {
            write(family, names);
        }
        if (openMetrics) {
            out.write("# EOF\n");
        }
    }

    private void write(Family family, Set<String> names) throws IOException {
        String name = family.name();
        String type = text(family.type());
        if (openMetrics && family.type() == Type.COUNTER) {
            String base = name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : "";
            if (base.isEmpty() || names.contains(base)) {
                // OpenMetrics has no counter of that name.
                type = text(Type.UNKNOWN);
            } else {
                name = base;
            }
        }
        if (!family.help().isEmpty()) {
            out.write("# HELP " + name + " " + help(family.help()) + "\n");
        }
        out.write("# TYPE " + name + " " + type + "\n");
        for (Sample sample : family.samples()) {
            out.write(sample.series().toString());
            out.write(' ');
            out.write(number(sample.value()));
            out.write('\n');
        }
    }

    private String text(Type type) {
        return switch (type) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case HISTOGRAM -> "histogram";
            case SUMMARY -> "summary";
            case UNKNOWN -> openMetrics ? "unknown" : "untyped";
        };
    }

    /** Only OpenMetrics escapes quotes here. */
    private String help(String help) {
        if (openMetrics) {
            var escaped = new StringBuilder();
            Series.escape(help, escaped);
            return escaped.toString();
        }
        return help.replace("\\", "\\\\").replace("\n", "\\n");
    }

    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

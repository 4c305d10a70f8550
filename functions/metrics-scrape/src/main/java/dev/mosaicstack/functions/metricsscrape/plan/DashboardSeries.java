package dev.mosaicstack.functions.metricsscrape.plan;

import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the shipped dashboards select: the dashboards themselves are not in the product. */
public final class DashboardSeries {

    private static final String FILE = "/dashboard-series.txt";

    private DashboardSeries() {}

    public static List<Selector> selectors() {
        try (InputStream in = DashboardSeries.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Selector::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

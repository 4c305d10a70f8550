package dev.mosaicstack.functions.metricsscrape.target;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a probe found, by how Prometheus writes a series. */
public final class Values {

    private Values() {}

    /** @throws IllegalStateException where there is a series twice */
    public static Map<String, Double> of(List<Family> families) {
        Map<String, Double> values = new TreeMap<>();
        for (Family family : families) {
            for (Sample sample : family.samples()) {
                if (values.put(sample.series().toString(), sample.value()) != null) {
                    throw new IllegalStateException(sample.series() + " is there twice");
                }
            }
        }
        return values;
    }
}

package dev.mosaicstack.functions.metricsscrape.scrape;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What came of looking at all targets once, at one moment. */
public record Collected(Instant at, Duration took, List<Look> looks) {

    public int series() {
        return looks.stream().mapToInt(Look::series).sum();
    }
}

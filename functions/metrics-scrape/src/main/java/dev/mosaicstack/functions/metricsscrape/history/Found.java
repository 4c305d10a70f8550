package dev.mosaicstack.functions.metricsscrape.history;

import dev.mosaicstack.functions.metricsscrape.series.Samples;
import dev.mosaicstack.functions.metricsscrape.series.Series;

/** A series, and what it had. */
public record Found(Series series, Samples samples) {}

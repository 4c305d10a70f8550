package dev.mosaicstack.functions.metricsscrape.target;

import dev.mosaicstack.functions.metricsscrape.series.Series;

/** What a series is at the moment. */
public record Sample(Series series, double value) {}

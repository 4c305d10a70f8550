package dev.mosaicstack.functions.metricsscrape.rule.judge;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import java.util.List;

/** Values at one moment, no two of the same labels. */
record Vector(List<Element> elements) {

    /** The name of the series means nothing. */
    record Element(Series series, double value) {}
}

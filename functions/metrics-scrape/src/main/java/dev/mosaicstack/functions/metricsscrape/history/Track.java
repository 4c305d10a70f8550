package dev.mosaicstack.functions.metricsscrape.history;

import dev.mosaicstack.functions.metricsscrape.series.Samples;
import dev.mosaicstack.functions.metricsscrape.series.Series;

/** The newest samples of one series that has a history. */
final class Track {

    final long id;
    final Series series;
    final Samples samples = new Samples();
    boolean stored;

    Track(long id, Series series, boolean stored) {
        this.id = id;
        this.series = series;
        this.stored = stored;
    }

    boolean isGone() {
        return samples.size() == 0 || Samples.isGone(samples.value(samples.size() - 1));
    }
}

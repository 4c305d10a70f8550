package dev.mosaicstack.functions.metricsscrape.scrape;

import dev.mosaicstack.functions.metricsscrape.series.Remembered;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts a target's labels on its series; a label of the same name that it has already becomes {@code exported_}..., as
 * Prometheus does. For one target.
 */
final class Labels {

    private final Map<String, String> own;
    private final Remembered<Series, Series> known = new Remembered<>();

    Labels(Target target) {
        Map<String, String> labels = new TreeMap<>(target.labels());
        labels.put("job", target.name());
        labels.put("instance", target.instance());
        this.own = labels;
    }

    Map<String, String> own() {
        return own;
    }

    List<Family> on(List<Family> families) {
        known.begin();
        List<Family> labelled = new ArrayList<>(families.size());
        for (Family family : families) {
            List<Sample> samples = new ArrayList<>(family.samples().size());
            for (Sample sample : family.samples()) {
                samples.add(new Sample(known(sample.series()), sample.value()));
            }
            labelled.add(new Family(family.name(), family.type(), family.help(), samples));
        }
        known.end();
        return labelled;
    }

    private Series known(Series series) {
        Series labelled = known.see(series);
        if (labelled == null) {
            labelled = on(series);
            known.add(series, labelled);
        }
        return labelled;
    }

    private Series on(Series series) {
        SortedMap<String, String> labels = series.labels();
        own.forEach((name, value) -> {
            String theirs = labels.remove(name);
            if (theirs != null) {
                String exported = name;
                do {
                    exported = "exported_" + exported;
                } while (labels.containsKey(exported) || own.containsKey(exported));
                labels.put(exported, theirs);
            }
            labels.put(name, value);
        });
        return Series.of(series.name(), labels);
    }
}

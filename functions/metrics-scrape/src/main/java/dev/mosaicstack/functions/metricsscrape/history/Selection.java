package dev.mosaicstack.functions.metricsscrape.history;

import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which series have a history: those that a rule, a shipped dashboard or a setting selects. */
public final class Selection {

    private final Map<String, List<Selector>> byName;

    public Selection(Collection<Selector> selectors) {
        byName = selectors.stream().collect(Collectors.groupingBy(Selector::name));
    }

    boolean wants(Series series) {
        List<Selector> selectors = byName.get(series.name());
        if (selectors == null) {
            return false;
        }
        for (Selector selector : selectors) {
            if (selector.matches(series)) {
                return true;
            }
        }
        return false;
    }
}

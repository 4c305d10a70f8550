package dev.mosaicstack.functions.metricsscrape.history;

import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All series that have a history, by what they are looked for. Not for several threads. */
final class Tracks {

    private static final String JOB = "job";

    /** The ids are given in order, and none is given twice while it may still be in a row. */
    private final SortedMap<Long, Track> byId = new TreeMap<>();

    private final Map<Series, Track> bySeries = new HashMap<>();
    private final Map<String, List<Track>> byName = new HashMap<>();

    /** How many each target has, by its name. */
    private final Map<String, Integer> byJob = new HashMap<>();

    /** What selectors selected, until there is another series. */
    private final Map<Selector, List<Track>> selected = new HashMap<>();

    void add(Track track) {
        byId.put(track.id, track);
        bySeries.put(track.series, track);
        byName.computeIfAbsent(track.series.name(), name -> new ArrayList<>()).add(track);
        byJob.merge(track.series.label(JOB), 1, Integer::sum);
        selected.clear();
    }

    void remove(Track track) {
        byId.remove(track.id);
        bySeries.remove(track.series);
        byName.get(track.series.name()).remove(track);
        byJob.merge(track.series.label(JOB), -1, Integer::sum);
        selected.clear();
    }

    Track next(Series series) {
        var track = new Track(byId.isEmpty() ? 1 : byId.lastKey() + 1, series, false);
        add(track);
        return track;
    }

    Track of(Series series) {
        return bySeries.get(series);
    }

    Track of(long id) {
        return byId.get(id);
    }

    /** By id. */
    Collection<Track> all() {
        return byId.values();
    }

    int size() {
        return byId.size();
    }

    /** How many there are of the target that the series is of. */
    int sizeOfTarget(Series series) {
        return byJob.getOrDefault(series.label(JOB), 0);
    }

    List<Track> select(Selector selector) {
        return selected.computeIfAbsent(selector, wanted -> byName.getOrDefault(wanted.name(), List.of()).stream()
                .filter(track -> wanted.matches(track.series))
                .toList());
    }
}

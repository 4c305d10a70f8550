package dev.mosaicstack.functions.metricsscrape.history;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Rounds that are in memory alone, by their times. Not for several threads. */
final class Unsaved {

    private final SortedSet<Long> times = new TreeSet<>();

    void add(long time) {
        times.add(time);
    }

    void remove(long time) {
        times.remove(time);
    }

    void clear() {
        times.clear();
    }

    /** Oldest first. */
    List<Long> times() {
        return List.copyOf(times);
    }

    /** @return whether there were any */
    boolean dropBefore(long time) {
        SortedSet<Long> old = times.headSet(time);
        boolean any = !old.isEmpty();
        old.clear();
        return any;
    }

    /**
     * Puts them behind what was read again. A round that is in there, or before it, is not unsaved any more: it was stored after
     * all, or another process looks.
     *
     * @return the time of the last round there is
     */
    long restore(Tracks from, Tracks to, long newest, long until) {
        times.removeIf(time -> time <= newest || time > until);
        for (long time : times) {
            for (Track track : from.all()) {
                int i = track.samples.indexFrom(time);
                if (i < track.samples.size() && track.samples.time(i) == time) {
                    Track known = to.of(track.series);
                    (known == null ? to.next(track.series) : known).samples.add(time, track.samples.value(i));
                }
            }
        }
        return times.isEmpty() ? newest : times.last();
    }
}

package dev.mosaicstack.core.analytics;

import java.time.LocalDate;
import java.util.Comparator;

/** What figures are of: a UTC day in a project. By day, then project. */
public record DayAndProject(LocalDate day, String project) implements Comparable<DayAndProject> {

    private static final Comparator<DayAndProject> ORDER =
            Comparator.comparing(DayAndProject::day).thenComparing(DayAndProject::project);

    @Override
    public int compareTo(DayAndProject other) {
        return ORDER.compare(this, other);
    }
}

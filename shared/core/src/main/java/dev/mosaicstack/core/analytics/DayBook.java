package dev.mosaicstack.core.analytics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Figures by UTC day and project. */
final class DayBook {

    private final Map<DayAndProject, Figures> pages = new TreeMap<>();

    void add(Instant at, String project, Figures figures) {
        add(new DayAndProject(day(at), project), figures);
    }

    void add(DayAndProject page, Figures figures) {
        pages.merge(page, figures, Figures::plus);
    }

    /** A stretch of time: each day that it touches gets its part. */
    void add(Instant from, Instant to, String project, Function<Duration, Figures> figures) {
        Instant begin = from;
        while (begin.isBefore(to)) {
            LocalDate day = day(begin);
            Instant midnight = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            Instant end = midnight.isBefore(to) ? midnight : to;
            add(new DayAndProject(day, project), figures.apply(Duration.between(begin, end)));
            begin = end;
        }
    }

    void forEach(BiConsumer<DayAndProject, Figures> each) {
        pages.forEach(each);
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}

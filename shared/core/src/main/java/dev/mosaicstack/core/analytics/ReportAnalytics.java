package dev.mosaicstack.core.analytics;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happened, by day and project, and taken together. */
@Singleton
public final class ReportAnalytics {

    /** Days and projects of one report. */
    public static final int MOST = 10_000;

    /** @param days that have anything, in order */
    public record Report(SortedMap<DayAndProject, Figures> days, SortedMap<String, Figures> projects, Figures totals) {}

    private record Found(Map<DayAndProject, Figures> figures, List<AgentTimes> live) {}

    private final Store store;
    private final Clock clock;

    public ReportAnalytics(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The day on which it is now. */
    public LocalDate today() {
        return DayBook.day(clock.instant());
    }

    /**
     * Agents that are there now count up to now.
     *
     * @throws Refusal.Invalid where there would be more than {@link #MOST} days and projects
     */
    public Report report(Analytics.Span span) {
        Found found = store.read(tx -> find(tx.analytics(), span));
        var book = new DayBook();
        found.figures().forEach(book::add);
        Instant now = clock.instant();
        found.live().forEach(agent -> agent.addTo(book, now));
        return report(book, span);
    }

    private static Found find(Analytics analytics, Analytics.Span span) {
        if (analytics.pages(span) > MOST) {
            throw Refusal.Invalid.field("from", "is too early: more than " + MOST + " days and projects");
        }
        return new Found(analytics.figures(span), analytics.liveAgents(span.project()));
    }

    private static Report report(DayBook book, Analytics.Span span) {
        var days = new TreeMap<DayAndProject, Figures>();
        var projects = new TreeMap<String, Figures>();
        book.forEach((page, figures) -> {
            if (!page.day().isBefore(span.from()) && !page.day().isAfter(span.to())) {
                days.put(page, figures);
                projects.merge(page.project(), figures, Figures::plus);
            }
        });
        Figures totals = projects.values().stream().reduce(Figures.NONE, Figures::plus);
        return new Report(days, projects, totals);
    }
}

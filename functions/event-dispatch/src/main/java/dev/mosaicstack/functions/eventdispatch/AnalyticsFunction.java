package dev.mosaicstack.functions.eventdispatch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.analytics.Analytics;
import dev.mosaicstack.core.analytics.Figures;
import dev.mosaicstack.core.analytics.ReportAnalytics;
import dev.mosaicstack.core.analytics.Spread;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** POST /analytics-report: what happened, by UTC day and project. */
public class AnalyticsFunction {

    private static final int DAYS = 30;
    private static final int MOST_DAYS = 366;

    /** @param from first day, {@code YYYY-MM-DD}; @param to last day */
    public record Request(String from, String to, String project) {}

    public record Tasks(long completed, long failed, long cancelled) {}

    /** In seconds. @param p50 half took no longer, within 9.1 %; @param p90 nine of ten */
    public record Times(long count, double mean, double p50, double p90, double max) {

        static Times of(Spread spread) {
            return spread.count() == 0
                    ? null
                    : new Times(
                            spread.count(),
                            seconds(spread.mean()),
                            seconds(spread.quantile(0.5)),
                            seconds(spread.quantile(0.9)),
                            seconds(spread.max()));
        }
    }

    /** @param utilisation busy of live, 0 to 1; null where no agent was there */
    public record Agents(double busySeconds, double liveSeconds, Double utilisation) {

        static Agents of(Figures figures) {
            return new Agents(
                    seconds(figures.busyMillis()),
                    seconds(figures.liveMillis()),
                    figures.liveMillis() == 0
                            ? null
                            : Math.min(
                                    1, Math.round(10_000.0 * figures.busyMillis() / figures.liveMillis()) / 10_000.0));
        }
    }

    /** @param leadTime from creation to completion; null where nothing was completed, {@code cycleTime} too */
    public record View(long pushes, Tasks tasks, Times leadTime, Times cycleTime, Agents agents) {

        static View of(Figures figures) {
            return new View(
                    figures.pushes(),
                    new Tasks(figures.completed(), figures.failed(), figures.cancelled()),
                    Times.of(figures.lead()),
                    Times.of(figures.cycle()),
                    Agents.of(figures));
        }
    }

    public record OfDay(
            String day, String project, @JsonUnwrapped View figures) {}

    public record OfProject(String project, @JsonUnwrapped View figures) {}

    /** @param days those that have anything; @param projects each over all days */
    public record Response(String from, String to, List<OfDay> days, List<OfProject> projects, View totals) {

        static Response of(Analytics.Span span, ReportAnalytics.Report report) {
            return new Response(
                    span.from().toString(),
                    span.to().toString(),
                    report.days().entrySet().stream()
                            .map(day -> new OfDay(
                                    day.getKey().day().toString(), day.getKey().project(), View.of(day.getValue())))
                            .toList(),
                    report.projects().entrySet().stream()
                            .map(project -> new OfProject(project.getKey(), View.of(project.getValue())))
                            .toList(),
                    View.of(report.totals()));
        }
    }

    private final Edge edge;
    private final ReportAnalytics reports;

    AnalyticsFunction(Edge edge, ReportAnalytics reports) {
        this.edge = edge;
        this.reports = reports;
    }

    @Funq("analytics-report")
    public Uni<Response> report(Request request) {
        return edge.call(Call.ANALYTICS_REPORT, request, (exchange, asked) -> {
            Analytics.Span span = span(asked);
            return Response.of(span, reports.report(span));
        });
    }

    private Analytics.Span span(Request request) {
        var check = new Check();
        LocalDate to = check.day("to", request.to(), reports.today());
        LocalDate from = check.day("from", request.from(), to.minusDays(DAYS - 1));
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        if (days < 1 || days > MOST_DAYS) {
            check.problem("from", "is not between 0 and " + (MOST_DAYS - 1) + " days before to");
        }
        check.done();
        return new Analytics.Span(from, to, request.project());
    }

    private static double seconds(double millis) {
        return Math.round(millis) / 1000.0;
    }
}

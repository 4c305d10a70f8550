package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.functions.metricsscrape.exposition.Exposition;
import dev.mosaicstack.functions.metricsscrape.history.History;
import dev.mosaicstack.functions.metricsscrape.query.Query;
import dev.mosaicstack.functions.metricsscrape.scrape.Collected;
import dev.mosaicstack.functions.metricsscrape.scrape.Look;
import dev.mosaicstack.functions.metricsscrape.scrape.Rounds;
import dev.mosaicstack.functions.metricsscrape.series.Reducer;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** POST /metrics-scrape, /metrics-query: looks at all targets now, and says what they were. */
public class MetricsFunction {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int DAY_SECONDS = 24 * 60 * 60;

    private static final int DEFAULT_RANGE_SECONDS = 60 * 60;
    private static final int DEFAULT_STEP_SECONDS = 60;

    /** A rate needs two samples, also where one is missing. */
    private static final int DEFAULT_WINDOW_SECONDS = 5 * 60;

    public record ScrapeRequest() {}

    /** @param series of all targets together; @param failedRules those that could not be judged, and why */
    public record ScrapeResponse(
            Instant at, long durationMillis, int series, List<TargetView> targets, Map<String, String> failedRules) {}

    public record TargetView(
            String name,
            String kind,
            String instance,
            boolean up,
            @Field("Why it is down") String reason,
            int series,
            long durationMillis) {

        static TargetView of(Look look) {
            return new TargetView(
                    look.target().name(),
                    look.target().kind(),
                    look.target().instance(),
                    look.up(),
                    look.why(),
                    look.scraped(),
                    look.took().toMillis());
        }
    }

    public record QueryRequest(
            @Field(value = "Which series, as Prometheus selects them: name{label=\"value\"}", required = true)
            String select,

            @Field("The first step; an hour before the last where left out")
            Instant from,

            @Field("The last step; now where left out") Instant to,

            @Field(value = "From one step to the next; 60 where left out", min = 1, max = DAY_SECONDS)
            Integer stepSeconds,

            @Field(
                    value = "What is made of the samples of a window; last where left out",
                    oneOf = {"last", "avg", "min", "max", "rate", "increase"})
            String reduce,

            @Field(
                    value = "The window, for all but last, which has none; 300 where left out",
                    min = 1,
                    max = DAY_SECONDS)
            Integer windowSeconds) {}

    public record QueryResponse(Instant from, Instant to, int stepSeconds, String reduce, List<SeriesView> series) {}

    /** @param points seconds since 1970 and a number, or the text NaN, +Inf or -Inf; only steps at which there is something */
    public record SeriesView(String metric, Map<String, String> labels, List<List<Object>> points) {

        static SeriesView of(Query.Line line) {
            List<List<Object>> points = new ArrayList<>(line.points().size());
            line.points().forEach(point -> points.add(List.of(seconds(point.at()), shown(point.value()))));
            return new SeriesView(
                    line.found().series().name(), line.found().series().labels(), points);
        }

        private static BigDecimal seconds(Instant at) {
            return BigDecimal.valueOf(at.toEpochMilli(), 3);
        }

        private static Object shown(double value) {
            return Double.isFinite(value) ? (Object) value : Exposition.number(value);
        }
    }

    private final Edge edge;
    private final Rounds rounds;
    private final History history;
    private final Judging judging;
    private final Clock clock;

    MetricsFunction(Edge edge, Rounds rounds, History history, Judging judging, Clock clock) {
        this.edge = edge;
        this.rounds = rounds;
        this.history = history;
        this.judging = judging;
        this.clock = clock;
    }

    @Funq("metrics-scrape")
    public Uni<ScrapeResponse> scrape(ScrapeRequest request) {
        return edge.call(Call.METRICS_SCRAPE, request, (exchange, asked) -> {
            Collected collected = rounds.called();
            return new ScrapeResponse(
                    collected.at(),
                    collected.took().toMillis(),
                    collected.series(),
                    collected.looks().stream().map(TargetView::of).toList(),
                    judging.last().failed());
        });
    }

    @Funq("metrics-query")
    public Uni<QueryResponse> query(QueryRequest request) {
        return edge.call(Call.METRICS_QUERY, request, (exchange, asked) -> {
            Query query = query(asked, clock.instant());
            List<Query.Line> lines =
                    query.of(history.read(query.select(), query.begin(), query.to(), Query.MOST_SERIES));
            return new QueryResponse(
                    query.from(),
                    query.to(),
                    (int) query.step().toSeconds(),
                    query.reduce().text(),
                    lines.stream().map(SeriesView::of).toList());
        });
    }

    static Query query(QueryRequest asked, Instant now) {
        var check = new Check();
        Selector select = selector(check, asked.select());
        Instant to = asked.to() == null ? now : asked.to();
        Instant from = asked.from() != null
                ? asked.from()
                : to.isBefore(Instant.EPOCH) ? to : to.minusSeconds(DEFAULT_RANGE_SECONDS);
        int step = check.number("stepSeconds", asked.stepSeconds(), 1, DAY_SECONDS, DEFAULT_STEP_SECONDS);
        int window = check.number("windowSeconds", asked.windowSeconds(), 1, DAY_SECONDS, DEFAULT_WINDOW_SECONDS);
        String reduce = check.oneOf("reduce", asked.reduce(), "last", "avg", "min", "max", "rate", "increase");
        if (asked.windowSeconds() != null
                && (asked.reduce() == null || asked.reduce().equals("last"))) {
            check.problem(
                    "windowSeconds", "goes with reduce: avg, min, max, rate or increase; last is the newest value");
        }
        if (from.isBefore(Instant.EPOCH) || to.isAfter(LATEST)) {
            check.problem(from.isBefore(Instant.EPOCH) ? "from" : "to", "is not between 1970 and 9999");
        } else if (from.isAfter(to)) {
            check.problem("from", "is after to");
        } else if (Duration.between(from, to).compareTo(History.KEPT) > 0) {
            check.problem("from", "is more than a day before to");
        }
        check.done();
        Reducer reducer = reduce == null ? Reducer.LAST : Reducer.of(reduce).orElseThrow();
        return new Query(select, reducer, Duration.ofSeconds(window), from, to, Duration.ofSeconds(step));
    }

    private static Selector selector(Check check, String text) {
        String given = check.text("select", text);
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            return Selector.parse(given);
        } catch (IllegalArgumentException e) {
            throw Refusal.Invalid.field("select", e.getMessage());
        }
    }
}

package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.load.DayOfMetrics;
import dev.mosaicstack.bench.load.Exporters;
import dev.mosaicstack.bench.load.PrometheusAlone;
import dev.mosaicstack.bench.product.HttpLine;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Running;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many targets and rules, beside Prometheus with the same at the same time; and queries of a day. */
final class MetricsBenchmark implements Benchmark {

    private static final int TARGETS = 100;
    private static final int SERIES = 500;
    private static final int SECONDS = 15;
    private static final int RULES = 100;
    private static final int SERIES_OF_A_RULE = 20;
    private static final int QUERIED = 100;

    /** So that each has several looks at each target. */
    private static final Duration SHORTEST = Duration.ofSeconds(4 * SECONDS);

    private static final double PERCENT = 15;
    private static final double MEBIBYTES = 250;
    private static final double RULES_MILLIS = 20;
    private static final double QUERY_MILLIS = 200;

    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> ourMemory = new ArrayList<>();
    private final List<Double> theirMemory = new ArrayList<>();
    private final List<Double> rules = new ArrayList<>();
    private final List<Double> queries = new ArrayList<>();

    @Override
    public List<Table> run(Plan plan) {
        try (Workshop workshop = Workshop.open(plan.root());
                Exporters exporters = new Exporters(SERIES);
                Product product = Product.set(workshop, "data", settings(workshop, exporters));
                Running prometheus = PrometheusAlone.start(
                        workshop.folder().resolve("prometheus"), exporters, TARGETS, SECONDS, rulesOfPrometheus())) {
            sideBySide(plan, exporters, product, prometheus);
            query(plan, product);
            return List.of(scraping(), judging());
        }
    }

    private static Map<String, String> settings(Workshop workshop, Exporters exporters) {
        Map<String, String> settings = new HashMap<>();
        settings.put("MOSAIC_METRICS_RULES", write(workshop.folder().resolve("rules.yaml"), rulesOfOurs()));
        settings.put("MOSAIC_METRICS_SHIPPED_RULES", "false");
        for (int n = 1; n <= TARGETS; n++) {
            settings.put("MOSAIC_METRICS_TARGETS_T" + n + "_KIND", "prometheus");
            settings.put("MOSAIC_METRICS_TARGETS_T" + n + "_URL", "http://" + exporters.authority() + "/" + n);
        }
        return settings;
    }

    private static String write(Path file, String text) {
        try {
            return Files.writeString(file, text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String selector(int rule) {
        String jobs = IntStream.rangeClosed(1, SERIES_OF_A_RULE)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("|"));
        return "app_requests_total{path=\"/some/path/" + rule + "\",job=~\"t(" + jobs + ")\"}";
    }

    private static String rulesOfOurs() {
        return IntStream.range(0, RULES)
                .mapToObj(rule -> """
                          - name: Fast%d
                            select: %s
                            reduce: rate
                            over: 5m
                            above: 1000000000
                            severity: warning
                            summary: fast
                        """.formatted(rule, selector(rule)))
                .collect(Collectors.joining("", "rules:\n", ""));
    }

    private static String rulesOfPrometheus() {
        return IntStream.range(0, RULES)
                .mapToObj(rule -> "      - { alert: Fast%d, expr: 'rate(%s[5m]) > 1000000000' }%n"
                        .formatted(rule, selector(rule)))
                .collect(Collectors.joining("", "groups:\n  - name: all\n    rules:\n", ""));
    }

    private void sideBySide(Plan plan, Exporters exporters, Product product, Running prometheus) {
        Duration time = plan.time().compareTo(SHORTEST) < 0 ? SHORTEST : plan.time();
        pause(SHORTEST);
        for (int round = 1; round <= plan.rounds(); round++) {
            double cpu = product.cpuSeconds();
            double other = prometheus.cpuSeconds();
            long asked = exporters.asked();
            product.forgetPeak();
            prometheus.forgetPeak();
            long began = System.nanoTime();
            pause(time);
            double seconds = (System.nanoTime() - began) / 1e9;
            ours.add(100 * (product.cpuSeconds() - cpu) / seconds);
            theirs.add(100 * (prometheus.cpuSeconds() - other) / seconds);
            ourMemory.add(product.peakMebibytes());
            theirMemory.add(prometheus.peakMebibytes());
            rules.add(1000 * metric(product, "mosaic_metrics_round_duration_seconds{part=\"rules\"} "));
            long looks = exporters.asked() - asked;
            System.err.printf(
                    "round %d: %.1f %% and %.1f %% of a core, %d looks%n",
                    round, ours.getLast(), theirs.getLast(), looks);
            if (looks < 2 * TARGETS * (seconds / SECONDS - 1) * 0.99) {
                throw new Measured.Spoilt("they were asked only " + looks + " times");
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static double metric(Product product, String beginning) {
        try (HttpLine line = product.line()) {
            String request =
                    "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Mosaic-Scrape: own\r\nAuthorization: Bearer "
                            + product.secret() + "\r\n\r\n";
            return line.send(request.getBytes(StandardCharsets.US_ASCII))
                    .expect(200)
                    .body()
                    .lines()
                    .filter(text -> text.startsWith(beginning))
                    .mapToDouble(text -> Double.parseDouble(text.substring(beginning.length())))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void query(Plan plan, Product product) {
        Instant end = Instant.now();
        product.pause(() -> new DayOfMetrics(QUERIED, end).into(product.data().resolve("mcp/state/mosaic.db")));
        String body = "{\"select\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"stepSeconds\":60}"
                .formatted(DayOfMetrics.METRIC, end.minus(Duration.ofDays(1)), end);
        for (int i = -10; i < plan.rounds(); i++) {
            double took = asked(product, body);
            if (i >= 0) {
                queries.add(took);
            }
        }
    }

    private static double asked(Product product, String body) {
        try (HttpLine line = product.line()) {
            long began = System.nanoTime();
            String answer = line.call("metrics-query", product.secret(), body)
                    .expect(200)
                    .body();
            double millis = (System.nanoTime() - began) / 1e6;
            int points = answer.split("],\\[", -1).length;
            if (points < QUERIED * 1400) {
                throw new Measured.Spoilt("only " + points + " points");
            }
            return millis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Table scraping() {
        var mine = new Rounds(ours);
        var other = new Rounds(theirs);
        return new Table(
                        "%d targets of %d series every %d s, %d rules".formatted(TARGETS, SERIES, SECONDS, RULES),
                        "what",
                        "of one core",
                        "ratio",
                        "resident memory, peak")
                .row("Prometheus", percent(other), "1", Text.mebibytes(new Rounds(theirMemory)))
                .row(
                        Goal.atMost(PERCENT, " %", mine.median())
                                .and(Goal.atMost(MEBIBYTES, " MiB", new Rounds(ourMemory).max())),
                        "MosAIc, all-in-one",
                        percent(mine),
                        Text.ratio(mine.ratioTo(other)),
                        Text.mebibytes(new Rounds(ourMemory)))
                .note(
                        "Both at the same time, with the same targets and rules. Prometheus stores all series, we the 2,000"
                                + " that rules select, for a day; everything else that the all-in-one does goes on beside it.");
    }

    private static String percent(Rounds rounds) {
        return "%.1f %% (%.1f to %.1f)".formatted(rounds.median(), rounds.min(), rounds.max());
    }

    private Table judging() {
        var judged = new Rounds(rules);
        var queried = new Rounds(queries);
        return new Table("rules and queries", "what", "time")
                .row(
                        Goal.atMost(RULES_MILLIS, " ms", judged.median()),
                        "a round of %d rules, each the rate of %d series over 5 min".formatted(RULES, SERIES_OF_A_RULE),
                        Text.shortMillis(judged))
                .row(
                        Goal.atMost(QUERY_MILLIS, " ms", queried.median()),
                        "metrics-query: a day of %d series, a point a minute".formatted(QUERIED),
                        Text.millis(queried));
    }
}

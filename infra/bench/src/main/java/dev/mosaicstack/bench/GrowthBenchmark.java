package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.product.Database;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a call costs when there is a hundred or a thousand times as much in the tables. */
final class GrowthBenchmark implements Benchmark {

    /** Of each call at each size in each round; there are many. */
    static final Duration TIME = Duration.ofSeconds(2);

    private static final double FLAT = 1.5;

    /** The same calls at several sizes. */
    interface Grown extends AutoCloseable {

        /** Each call by its name, and its measurement at each size, the smallest first. */
        Map<String, List<Plan.Series<Measured>>> series();

        @Override
        void close() throws IOException;
    }

    @Override
    public List<Table> run(Plan plan) throws IOException {
        List<Table> tables = new ArrayList<>();
        try (Workshop workshop = Workshop.open(plan.root());
                Database database = Database.of(plan.database())) {
            try (Grown tasks = TaskGrowth.of(workshop, database)) {
                tables.add(measure(plan, tasks, "open tasks in the session", TaskGrowth.SIZES));
            }
            if (plan.sqlite()) {
                try (Grown deliveries = DeliveryGrowth.of(workshop)) {
                    tables.add(measure(plan, deliveries, "deliveries in the table", DeliveryGrowth.SIZES));
                }
            }
        }
        return tables;
    }

    private static Table measure(Plan plan, Grown grown, String what, List<Integer> sizes) {
        var series = new LinkedHashMap<>(grown.series());
        List<Plan.Series<Measured>> all =
                series.values().stream().flatMap(List::stream).toList();
        plan.warmUp(all);
        plan.inTurn(all);
        List<String> columns = new ArrayList<>(List.of("call, one client"));
        sizes.forEach(size -> columns.add("%,d: p50, p99".formatted(size)));
        columns.add("p50, largest to smallest");
        var table = new Table("growth: " + what + ", " + plan.database(), columns.toArray(String[]::new));
        series.forEach((call, measured) -> row(table, call, measured));
        return table;
    }

    private static void row(Table table, String call, List<Plan.Series<Measured>> sizes) {
        Rounds ratio =
                sizes.getLast().figure(Measured::p50).ratioTo(sizes.getFirst().figure(Measured::p50));
        List<String> cells = new ArrayList<>(List.of(call));
        for (Plan.Series<Measured> size : sizes) {
            cells.add("%s, %.2f ms"
                    .formatted(
                            Text.shortMillis(size.figure(Measured::p50)),
                            size.figure(Measured::p99).median()));
        }
        cells.add(Text.ratio(ratio));
        table.row(Goal.atMost(FLAT, "", ratio.median()), cells.toArray(String[]::new));
    }
}

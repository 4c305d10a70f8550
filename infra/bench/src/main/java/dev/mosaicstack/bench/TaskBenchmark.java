package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.load.BullMq;
import dev.mosaicstack.bench.load.ClosedLoop;
import dev.mosaicstack.bench.load.TaskBatchCycle;
import dev.mosaicstack.bench.load.TaskCycle;
import dev.mosaicstack.bench.product.Database;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.RedisServer;
import dev.mosaicstack.bench.product.Team;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Tasks from their assignment to their completion, beside BullMQ's jobs from add to completed. */
final class TaskBenchmark implements Benchmark {

    /** More open jobs than these make BullMQ no faster. */
    private static final int AHEAD = 2000;

    private static final Duration BULLMQ_WARM_UP = Duration.ofSeconds(3);

    /** Not counted, in each round: what the others left cools down. */
    private static final Duration LEAD_IN = Duration.ofSeconds(1);

    @Override
    public List<Table> run(Plan plan) throws IOException {
        var bullMq = new BullMq(plan.root(), plan.clients());
        try (Workshop workshop = Workshop.open(plan.root());
                Database database = Database.of(plan.database());
                Product product = Product.shipped(workshop, "tasks", database.create("tasks"));
                RedisServer everysec = RedisServer.start(workshop, "everysec", aof("everysec"));
                RedisServer always = RedisServer.start(workshop, "always", aof("always"))) {
            Team team = Team.of(product, plan.clients());
            List<TaskCycle> single = TaskCycle.all(product, team);
            List<TaskBatchCycle> batches = TaskBatchCycle.all(product, team);
            ClosedLoop.run(single, Duration.ZERO, Plan.WARM_UP);
            ClosedLoop.run(batches, Duration.ZERO, Plan.WARM_UP);
            var series = new All(
                    new Plan.Series<>("one by one", () -> ClosedLoop.run(single, LEAD_IN, plan.time())),
                    new Plan.Series<>("batches", () -> ClosedLoop.run(batches, LEAD_IN, plan.time())),
                    new Plan.Series<>("everysec", () -> bullMq.run(everysec, AHEAD, BULLMQ_WARM_UP, plan.time())),
                    new Plan.Series<>("always", () -> bullMq.run(always, AHEAD, BULLMQ_WARM_UP, plan.time())),
                    new Plan.Series<>(
                            "everysec, awaited",
                            () -> bullMq.run(everysec, plan.clients(), BULLMQ_WARM_UP, plan.time())));
            plan.inTurn(List.of(series.single, series.batches, series.everysec, series.always, series.awaited));
            series.holdAgainst(product);
            return List.of(series.table(plan));
        }
    }

    private static String[] aof(String fsync) {
        return new String[] {"--save", "", "--appendonly", "yes", "--appendfsync", fsync};
    }

    private record All(
            Plan.Series<Measured> single,
            Plan.Series<Measured> batches,
            Plan.Series<Measured> everysec,
            Plan.Series<Measured> always,
            Plan.Series<Measured> awaited) {

        /** What was counted must be in the database. */
        void holdAgainst(Product product) {
            double counted = sum(single) + sum(batches);
            try (var ledger = product.ledger()) {
                long stored = ledger.completedTasks();
                if (stored < counted) {
                    throw new Measured.Spoilt(counted + " tasks were counted, " + stored + " are stored as completed");
                }
            }
        }

        private static double sum(Plan.Series<Measured> series) {
            return series.figure(Measured::good).values().stream()
                    .mapToDouble(value -> value)
                    .sum();
        }

        Table table(Plan plan) {
            Rounds reference = rate(everysec);
            Rounds one = rate(single).ratioTo(reference);
            Rounds ten = rate(batches).ratioTo(reference);
            Rounds tenAlways = rate(batches).ratioTo(rate(always));
            var table = new Table(
                    "tasks, " + plan.clients() + " clients, " + plan.database(),
                    "tasks, end to end",
                    "durability",
                    "median (min to max)",
                    "p50",
                    "p99",
                    "ratio to BullMQ everysec",
                    "to BullMQ always");
            String ours = plan.sqlite() ? "fsync before each answer (SQLite, FULL)" : "fsync before each answer";
            row(table, Goal.atLeast(0.3, one.median()), "assign, claim, complete one by one", ours, single);
            Goal both = Goal.atLeast(0.75, ten.median()).and(Goal.atLeast(1, tenAlways.median()));
            row(table, both, "the same in batches of 10", ours, batches);
            row(table, null, "BullMQ add, process", "fsync once a second (AOF everysec)", everysec);
            row(table, null, "BullMQ add, process", "fsync after each command (AOF always)", always);
            row(table, null, "BullMQ, each job awaited before the next add", "AOF everysec", awaited);
            return table.note(
                    "A time is that of a whole cycle, of ten tasks in a batch; BullMQ's that of a job from its add to"
                            + " its end, with up to " + AHEAD
                            + " jobs open, which is where it is fastest. Both sides' clients run on the same"
                            + " processors.");
        }

        private void row(Table table, Goal goal, String what, String durability, Plan.Series<Measured> series) {
            table.row(
                    goal,
                    what,
                    durability,
                    Text.rate(rate(series)),
                    Text.millis(series.figure(Measured::p50)),
                    Text.millis(series.figure(Measured::p99)),
                    Text.ratio(rate(series).ratioTo(rate(everysec))),
                    Text.ratio(rate(series).ratioTo(rate(always))));
        }

        private static Rounds rate(Plan.Series<Measured> series) {
            return series.figure(Measured::perSecond);
        }
    }
}

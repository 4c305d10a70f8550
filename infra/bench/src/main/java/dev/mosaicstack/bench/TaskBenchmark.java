package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.load.BullMq;
import dev.mosaicstack.bench.load.ClosedLoop;
import dev.mosaicstack.bench.load.TaskBatchCycle;
import dev.mosaicstack.bench.load.TaskCycle;
import dev.mosaicstack.bench.product.Database;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Team;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import dev.mosaicstack.testkit.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Tasks from their assignment to their completion, beside BullMQ's jobs from add to completed. */
final class TaskBenchmark implements Benchmark {

    /** Not counted, in each round: what the others left cools down. */
    private static final Duration LEAD_IN = Duration.ofSeconds(1);

    @Override
    public List<Table> run(Plan plan) throws IOException {
        var bullMq = new BullMq(plan.root(), plan.clients());
        try (Workshop workshop = Workshop.open(plan.root());
                Database database = Database.of(plan.database());
                Product product = Product.shipped(workshop, "tasks", database.create("tasks"));
                RedisServer everysec = workshop.redis("everysec", aof("everysec"));
                RedisServer always = workshop.redis("always", aof("always"))) {
            Team team = Team.of(product, plan.clients());
            List<TaskCycle> single = TaskCycle.all(product, team);
            List<TaskBatchCycle> batches = TaskBatchCycle.all(product, team);
            ClosedLoop.run(single, Duration.ZERO, Plan.WARM_UP);
            ClosedLoop.run(batches, Duration.ZERO, Plan.WARM_UP);
            var series = new All(
                    new Plan.Series<>("one by one", () -> ClosedLoop.run(single, LEAD_IN, plan.time())),
                    new Plan.Series<>("batches", () -> ClosedLoop.run(batches, LEAD_IN, plan.time())),
                    new Plan.Series<>("everysec", () -> bullMq.run(everysec, plan.time())),
                    new Plan.Series<>("always", () -> bullMq.run(always, plan.time())));
            plan.inTurn(List.of(series.single, series.batches, series.everysec, series.always));
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
            Plan.Series<BullMq.Jobs> everysec,
            Plan.Series<BullMq.Jobs> always) {

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
            Rounds reference = everysec.figure(BullMq.Jobs::perSecond);
            Rounds durable = always.figure(BullMq.Jobs::perSecond);
            double one = rate(single).ratioTo(reference).median();
            double ten = rate(batches).ratioTo(reference).median();
            double tenDurable = rate(batches).ratioTo(durable).median();
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
            row(table, Goal.atLeast(0.3, one), "assign, claim, complete one by one", ours, single, part -> part);
            Goal both = Goal.atLeast(0.75, ten).and(Goal.atLeast(1, tenDurable));
            row(table, both, "the same in batches of 10", ours, batches, part -> part);
            String second = "fsync once a second (AOF everysec)";
            row(table, null, BullMq.AHEAD_TEXT, second, everysec, BullMq.Jobs::ahead);
            row(table, null, BullMq.AWAITED_TEXT, second, everysec, BullMq.Jobs::awaited);
            String command = "fsync after each command (AOF always)";
            row(table, null, BullMq.AHEAD_TEXT, command, always, BullMq.Jobs::ahead);
            row(table, null, BullMq.AWAITED_TEXT, command, always, BullMq.Jobs::awaited);
            return table.note(
                    "A time is that of a whole cycle, of ten tasks in a batch; BullMQ's that of a job from its add to its end."
                            + " Ratios are to the faster of BullMQ's two rows in each round. Both sides' clients run on the"
                            + " same processors.");
        }

        private <T> void row(
                Table table, Goal goal, String what, String how, Plan.Series<T> series, Function<T, Measured> part) {
            Rounds rate = series.figure(round -> part.apply(round).perSecond());
            table.row(
                    goal,
                    what,
                    how,
                    Text.rate(rate),
                    Text.millis(series.figure(round -> part.apply(round).p50())),
                    Text.millis(series.figure(round -> part.apply(round).p99())),
                    Text.ratio(rate.ratioTo(everysec.figure(BullMq.Jobs::perSecond))),
                    Text.ratio(rate.ratioTo(always.figure(BullMq.Jobs::perSecond))));
        }

        private static Rounds rate(Plan.Series<Measured> series) {
            return series.figure(Measured::perSecond);
        }
    }
}

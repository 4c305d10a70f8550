package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.product.Packaged;
import dev.mosaicstack.bench.product.Packaged.Start;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import dev.mosaicstack.testkit.Flow;
import dev.mosaicstack.testkit.RedisServer;
import java.util.ArrayList;
import java.util.List;

/** What each packaged artifact costs: until it answers, in memory, on disk. The flows are those of {@code mosaic.flows}. */
final class StartupBenchmark implements Benchmark {

    /** What a start should take at most. */
    private record Limit(double seconds, double mebibytes) {}

    @Override
    public List<Table> run(Plan plan) {
        try (Workshop workshop = Workshop.open(plan.root());
                RedisServer redis = workshop.redis("redis", "--save", "")) {
            List<Packaged> artifacts = artifacts(workshop, redis);
            List<Plan.Series<Start>> all = new ArrayList<>();
            for (Packaged artifact : artifacts) {
                all.add(new Plan.Series<>(artifact.toString(), artifact::start));
            }
            // The folders are made, the files are in memory.
            plan.warmUp(all);
            plan.inTurn(all);
            return List.of(table(artifacts, all));
        }
    }

    /** Each as it is used; the all-in-one on the JVM without its start-up cache as well, to compare. */
    private static List<Packaged> artifacts(Workshop workshop, RedisServer redis) {
        List<Packaged> all = new ArrayList<>();
        for (Flow flow : Flow.underTest()) {
            var artifact = Packaged.of(flow, workshop, redis);
            all.add(artifact);
            if (flow.isEverything() && artifact.kind() == Packaged.Kind.JVM_WITH_CACHE) {
                all.add(artifact.withoutCache());
            }
        }
        return all;
    }

    private static Table table(List<Packaged> artifacts, List<Plan.Series<Start>> all) {
        var table = new Table(
                "what each artifact costs",
                "flow",
                "artifact",
                "start",
                "first answer",
                "memory then",
                "after 1,000 calls",
                "on disk");
        for (int i = 0; i < all.size(); i++) {
            row(table, artifacts.get(i), all.get(i));
        }
        return table.note(
                "Start: from exec to the first 200 of `/q/health/ready`; the all-in-one on the JVM is started by `./mosaic"
                        + " run`, and starts its Redis within that time. First answer: from exec to the answer of the flow's own"
                        + " call, asked for once it is ready. Memory is resident, of the process itself. The goals are of start"
                        + " and of the memory after the first answer; a function on the JVM has none.");
    }

    private static void row(Table table, Packaged artifact, Plan.Series<Start> series) {
        Rounds seconds = series.figure(Start::seconds);
        Rounds memory = series.figure(Start::mebibytes);
        table.row(
                goal(artifact, seconds, memory),
                artifact.flow().name(),
                artifact.kind().words(),
                Text.seconds(seconds),
                Text.seconds(series.figure(Start::firstAnswer)),
                Text.mebibytes(memory),
                Text.mebibytes(series.figure(Start::mebibytesLater)),
                artifact.sizeOnDisk());
    }

    private static Goal goal(Packaged artifact, Rounds seconds, Rounds memory) {
        Limit limit = limit(artifact);
        if (limit == null) {
            return null;
        }
        Goal time = limit.seconds() < 1
                ? Goal.atMost(1000 * limit.seconds(), " ms", 1000 * seconds.median())
                : Goal.atMost(limit.seconds(), " s", seconds.median());
        return time.and(Goal.atMost(limit.mebibytes(), " MiB", memory.median()));
    }

    private static Limit limit(Packaged artifact) {
        boolean everything = artifact.flow().isEverything();
        return switch (artifact.kind()) {
            case NATIVE -> everything ? new Limit(0.08, 96.0) : new Limit(0.04, 48.0);
            case JVM_WITH_CACHE -> everything ? new Limit(1.0, 200.0) : null;
            case JVM -> null;
        };
    }
}

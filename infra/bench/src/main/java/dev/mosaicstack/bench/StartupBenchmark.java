package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.product.Commands;
import dev.mosaicstack.bench.product.Running;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import dev.mosaicstack.testkit.Ports;
import dev.mosaicstack.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From the start of a process to its first 200 of {@code /q/health/ready}, and the memory it has then. */
final class StartupBenchmark implements Benchmark {

    private static final List<String> FLOWS =
            List.of("webhook-intake", "session-create", "task-assign", "coordination-relay");

    private record Start(double seconds, double mebibytes) {}

    @Override
    public List<Table> run(Plan plan) {
        try (Workshop workshop = Workshop.open(plan.root());
                RedisServer redis = workshop.redis("redis", "--save", "")) {
            requireCache(plan.root());
            List<Plan.Series<Start>> all = new ArrayList<>();
            all.add(new Plan.Series<>("all-in-one, start-up cache (AOT)", () -> allInOne(workshop, Map.of())));
            all.add(new Plan.Series<>("all-in-one, no cache", () -> allInOne(workshop, Map.of("MOSAIC_NO_AOT", "1"))));
            for (String flow : FLOWS) {
                all.add(new Plan.Series<>(flow + " alone, no cache", () -> alone(workshop, flow, redis)));
            }
            // The folders are made, the files are in memory.
            plan.warmUp(all);
            plan.inTurn(all);
            return List.of(table(all));
        }
    }

    private static void requireCache(Path root) {
        try (var files = Files.list(root.resolve("functions/all-in-one/target/quarkus-app"))) {
            if (files.noneMatch(file -> file.toString().endsWith(".aot"))) {
                throw new IllegalStateException(
                        "there is no start-up cache: it needs Java 25, and ./mosaic doctor records it");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Start allInOne(Workshop workshop, Map<String, String> more) {
        int port = Ports.free();
        var env = new HashMap<>(Commands.launcher());
        env.putAll(more);
        Path data = workshop.folder().resolve("all-in-one");
        return start(Commands.run(workshop.root(), data, port), env, port, workshop);
    }

    private static Start alone(Workshop workshop, String flow, RedisServer redis) {
        int port = Ports.free();
        Map<String, String> env = Map.of(
                "MOSAIC_DATA",
                workshop.folder().resolve("functions").toString(),
                "MOSAIC_REDIS_URL",
                redis.url(),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                "" + port);
        return start(Commands.function(workshop.root(), flow), env, port, workshop);
    }

    private static Start start(List<String> command, Map<String, String> env, int port, Workshop workshop) {
        try (Running running =
                Running.start(command, env, port, workshop.folder().resolve("log"))) {
            return new Start(running.started().toNanos() / 1e9, running.mebibytes());
        }
    }

    private static Table table(List<Plan.Series<Start>> all) {
        var table = new Table("start-up on the JVM", "artifact", "start to first answer", "RSS", "ratio to no cache");
        Plan.Series<Start> reference = all.get(1);
        for (Plan.Series<Start> series : all) {
            Rounds seconds = series.figure(Start::seconds);
            Rounds memory = series.figure(Start::mebibytes);
            Goal goal = series == all.getFirst()
                    ? Goal.atMost(1, " s", seconds.median()).and(Goal.atMost(200, " MiB", memory.median()))
                    : null;
            table.row(
                    goal,
                    series.name(),
                    Text.seconds(seconds),
                    Text.mebibytes(memory),
                    Text.ratio(seconds.ratioTo(reference.figure(Start::seconds))));
        }
        return table.note(
                "The all-in-one is started by `./mosaic run`, and starts its Redis within that time; the functions by"
                        + " `java -jar` with the launcher's flags. The ratio is to the all-in-one without cache. Goals of native"
                        + " executables are not looked at: there is none here.");
    }
}

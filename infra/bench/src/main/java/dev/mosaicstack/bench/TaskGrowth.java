package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.load.Samples;
import dev.mosaicstack.bench.load.TaskBatchCycle;
import dev.mosaicstack.bench.load.TaskCycle;
import dev.mosaicstack.bench.product.Database;
import dev.mosaicstack.bench.product.HttpLine;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Team;
import dev.mosaicstack.bench.product.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sessions of one instance with more and more open tasks. */
final class TaskGrowth implements GrowthBenchmark.Grown {

    static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);

    private static final int BATCH = 100;

    private final Product product;
    private final HttpLine line;
    private final List<Team> teams;

    private TaskGrowth(Product product, HttpLine line, List<Team> teams) {
        this.product = product;
        this.line = line;
        this.teams = teams;
    }

    static TaskGrowth of(Workshop workshop, Database database) throws IOException {
        Product product = Product.shipped(workshop, "tasks", database.create("growth"));
        HttpLine line = product.line();
        List<Team> teams = new ArrayList<>();
        for (int size : SIZES) {
            Team team = Team.of(product, 1);
            String batch = TaskBatchCycle.assignment(team.sessionId(), BATCH);
            for (int i = 0; i < size / BATCH; i++) {
                line.call("task-assign-batch", team.members().getFirst().client(), batch)
                        .expect(200);
            }
            teams.add(team);
        }
        return new TaskGrowth(product, line, teams);
    }

    @Override
    public Map<String, List<Plan.Series<Measured>>> series() {
        var all = new LinkedHashMap<String, List<Plan.Series<Measured>>>();
        all.put("`task-claim`", series("claim", this::claim));
        all.put("`task-list`, the newest 50", series("list", team -> list(team, "")));
        all.put("`task-list`, 50 that are queued", series("list queued", team -> list(team, ",\"state\":\"queued\"")));
        all.put("`task-list`, failed ones: none", series("list failed", team -> list(team, ",\"state\":\"failed\"")));
        return all;
    }

    private interface Work {
        Samples.Sample of(Team team);
    }

    private List<Plan.Series<Measured>> series(String name, Work work) {
        List<Plan.Series<Measured>> sizes = new ArrayList<>();
        for (int i = 0; i < SIZES.size(); i++) {
            Samples.Sample sample = work.of(teams.get(i));
            sizes.add(
                    new Plan.Series<>(name + " at " + SIZES.get(i), () -> Samples.take(GrowthBenchmark.TIME, sample)));
        }
        return sizes;
    }

    /** As many are open afterwards as before. */
    private Samples.Sample claim(Team team) {
        var cycle = new TaskCycle(product, team, team.members().getFirst());
        return () -> {
            cycle.assign();
            long begun = System.nanoTime();
            HttpLine.Answer claimed = cycle.claim();
            long took = System.nanoTime() - begun;
            cycle.complete(claimed);
            return took;
        };
    }

    private Samples.Sample list(Team team, String filter) {
        String request = "{\"sessionId\":\"" + team.sessionId() + "\",\"limit\":50" + filter + "}";
        return Samples.call(line, "task-list", team.members().getFirst().client(), request);
    }

    @Override
    public void close() throws IOException {
        line.close();
        product.close();
    }
}

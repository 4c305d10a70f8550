package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.load.OpenLoop;
import dev.mosaicstack.bench.load.Pair;
import dev.mosaicstack.bench.product.Database;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Team;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From one agent's question to the other's answer, both waiting, at a constant rate. */
final class CoordinationBenchmark implements Benchmark {

    private static final int PAIRS = 200;
    private static final int PER_SECOND = 200;

    @Override
    public List<Table> run(Plan plan) throws IOException {
        try (Workshop workshop = Workshop.open(plan.root());
                Database database = Database.of(plan.database());
                Product product = Product.shipped(workshop, "coordination", database.create("coordination"))) {
            List<Pair> pairs = pairs(product);
            pairs.forEach(CoordinationBenchmark::answer);
            var roundTrips = new OpenLoop(
                    pairs.stream().map(pair -> (OpenLoop.Turn) pair::roundTrip).toList(), PER_SECOND);
            var heartbeats = new OpenLoop(
                    pairs.stream().map(pair -> (OpenLoop.Turn) pair::heartbeat).toList(), PER_SECOND);
            roundTrips.run(Plan.WARM_UP);
            heartbeats.run(Plan.WARM_UP);
            var round = new Plan.Series<>("round trips", () -> roundTrips.run(plan.time()));
            var single = new Plan.Series<>("heartbeats", () -> heartbeats.run(plan.time()));
            plan.inTurn(List.of(round, single));
            for (Pair pair : pairs) {
                pair.close();
            }
            return List.of(table(plan, round, single));
        }
    }

    private static List<Pair> pairs(Product product) throws IOException {
        Team team = Team.of(product, 2 * PAIRS);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            pairs.add(new Pair(
                    product,
                    team.sessionId(),
                    team.members().get(2 * i),
                    team.members().get(2 * i + 1)));
        }
        return pairs;
    }

    private static void answer(Pair pair) {
        Thread.startVirtualThread(() -> {
            try {
                pair.answerAll();
            } catch (IOException e) {
                // Closed at the end; if it broke before, those who ask get no answer, and that is counted.
            }
        });
    }

    private static Table table(Plan plan, Plan.Series<Measured> round, Plan.Series<Measured> single) {
        Rounds p50 = round.figure(Measured::p50);
        Rounds p99 = round.figure(Measured::p99);
        Goal goal = Goal.atMost(5, " ms", p50.median()).and(Goal.atMost(20, " ms", p99.median()));
        return new Table(
                        "coordination, " + PAIRS + " pairs of waiting agents, " + PER_SECOND + " a second, "
                                + plan.database(),
                        "what",
                        "rate",
                        "p50",
                        "p99",
                        "p50 as a multiple of one durable call")
                .row(
                        goal,
                        "request to response",
                        Text.rate(round.figure(Measured::perSecond)),
                        Text.shortMillis(p50),
                        Text.shortMillis(p99),
                        Text.ratio(p50.ratioTo(single.figure(Measured::p50))))
                .row(
                        "one durable call (agent-heartbeat)",
                        Text.rate(single.figure(Measured::perSecond)),
                        Text.shortMillis(single.figure(Measured::p50)),
                        Text.shortMillis(single.figure(Measured::p99)),
                        "1")
                .note(
                        "Times count from the instant at which a request was due, so what comes late because of another's delay"
                                + " is late in the figures too. A round trip is a request, its delivery and its response, each stored.");
    }
}

package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.load.Bus;
import dev.mosaicstack.bench.product.Database;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import java.io.IOException;
import java.util.List;

/** From a webhook to the sink that subscribed; how many a second; and what dead sinks cost the others. */
final class EventsBenchmark implements Benchmark {

    private static final int BACKLOG = 20_000;
    private static final int PER_SECOND = 500;
    private static final int SUBSCRIPTIONS = 100;
    private static final int DEAD = 10;

    @Override
    public List<Table> run(Plan plan) throws IOException {
        try (Workshop workshop = Workshop.open(plan.root());
                Database database = Database.of(plan.database());
                Product product = Product.withEmptyFunction(workshop, database.create("events"));
                Bus bus = new Bus(product)) {
            return List.of(throughput(plan, bus), latency(plan, bus), dead(plan, bus));
        }
    }

    private static Table throughput(Plan plan, Bus bus) throws IOException {
        String from = bus.backlog(BACKLOG);
        var delivered = new Plan.Series<>("a backlog", () -> bus.deliver(from, BACKLOG));
        var bare = new Plan.Series<>("bare client", () -> bus.bareClient(BACKLOG));
        plan.warmUp(List.of(delivered, bare));
        plan.inTurn(List.of(delivered, bare));
        Rounds events = delivered.figure(rate -> rate);
        Rounds client = bare.figure(rate -> rate);
        return new Table(
                        "events, a backlog of %,d to one sink on this machine, %s".formatted(BACKLOG, plan.database()),
                        "what",
                        "a second, median (min to max)",
                        "ratio of deliveries to it")
                .row(Goal.atLeast(3000, events.median()), "events delivered by one dispatcher", Text.rate(events), "1")
                .row(
                        "the same HTTP client, as many requests at once, nothing else",
                        Text.rate(client),
                        Text.ratio(events.ratioTo(client)));
    }

    private static Table latency(Plan plan, Bus bus) throws IOException {
        bus.subscribe(1);
        bus.publish(PER_SECOND, Plan.WARM_UP);
        var series = new Plan.Series<>("webhook to sink", () -> bus.publish(PER_SECOND, plan.time()));
        plan.inTurn(List.of(series));
        bus.unsubscribe();
        Rounds p50 = series.figure(Measured::p50);
        Rounds p99 = series.figure(Measured::p99);
        return new Table(
                        "events, %d a second, from sending the webhook to its event at the sink, %s"
                                .formatted(PER_SECOND, plan.database()),
                        "what",
                        "p50",
                        "p99")
                .row(
                        Goal.atMost(10, " ms", p50.median()).and(Goal.atMost(50, " ms", p99.median())),
                        "webhook to sink",
                        Text.shortMillis(p50),
                        Text.shortMillis(p99));
    }

    private static Table dead(Plan plan, Bus bus) throws IOException {
        int alive = SUBSCRIPTIONS - DEAD;
        bus.subscribe(alive);
        bus.publish(PER_SECOND / alive, Plan.WARM_UP);
        var without = new Plan.Series<>("without dead sinks", () -> bus.publish(PER_SECOND / alive, plan.time()));
        plan.inTurn(List.of(without));
        bus.subscribeDead(DEAD);
        bus.publish(PER_SECOND / alive, Plan.WARM_UP);
        var with = new Plan.Series<>("with dead sinks", () -> bus.publish(PER_SECOND / alive, plan.time()));
        plan.inTurn(List.of(with));
        bus.unsubscribe();
        Rounds ratio = with.figure(Measured::p99).ratioTo(without.figure(Measured::p99));
        return new Table(
                        "events, %d subscriptions, %d deliveries a second, %s"
                                .formatted(SUBSCRIPTIONS, PER_SECOND, plan.database()),
                        "what",
                        "p50",
                        "p99",
                        "p99 as a multiple")
                .row(
                        "%d sinks that answer".formatted(alive),
                        Text.shortMillis(without.figure(Measured::p50)),
                        Text.shortMillis(without.figure(Measured::p99)),
                        "1")
                .row(
                        Goal.atMost(1.2, "", ratio.median()),
                        "the same, beside %d that are dead (half of them refuse, half of them are silent)"
                                .formatted(DEAD),
                        Text.shortMillis(with.figure(Measured::p50)),
                        Text.shortMillis(with.figure(Measured::p99)),
                        Text.ratio(ratio));
    }
}

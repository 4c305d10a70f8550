package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.load.GroupCommit;
import dev.mosaicstack.bench.load.Requests;
import dev.mosaicstack.bench.load.SignedPush;
import dev.mosaicstack.bench.load.Wrk;
import dev.mosaicstack.bench.product.Database;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Signed pushes, each stored before its answer, beside a function that does nothing and beside the disk. */
final class WebhookBenchmark implements Benchmark {

    /** Not counted, in each round. */
    private static final Duration LEAD_IN = Duration.ofSeconds(1);

    @Override
    public List<Table> run(Plan plan) {
        try (Workshop workshop = Workshop.open(plan.root());
                Database database = Database.of(plan.database());
                Product product = Product.withEmptyFunction(workshop, database.create("webhooks"))) {
            var wrk = new Wrk(workshop.folder(), plan.clients());
            var push = SignedPush.ofThreeKibibytes(product.secret());
            var intake = new Intake(product, wrk, push, workshop.folder().resolve("pushes"));
            Requests nothing = Requests.empty(workshop.folder().resolve("nothing"));
            intake.warmUp();
            wrk.run(product.port(), nothing, true, Plan.WARM_UP);

            var accepts = new Plan.Series<>("webhooks", () -> intake.run(plan.time()));
            var empty = new Plan.Series<>("empty", () -> wrk.run(product.port(), nothing, true, plan.time()));
            List<Plan.Series<?>> all = new ArrayList<>(List.of(accepts, empty));
            Plan.Series<Measured> raw = null;
            if (plan.sqlite()) {
                var limit = new GroupCommit(
                        product.data().resolve("mcp/state/mosaic.db"),
                        workshop.folder().resolve("raw.db"),
                        plan.clients());
                limit.run(Duration.ZERO, Plan.WARM_UP);
                raw = new Plan.Series<>("raw group commit", () -> limit.run(LEAD_IN, plan.time()));
                all.add(raw);
            }
            plan.inTurn(all);
            return List.of(table(plan, push, accepts, empty, raw));
        }
    }

    private static Table table(
            Plan plan,
            SignedPush push,
            Plan.Series<Intake.Accepts> accepts,
            Plan.Series<Measured> empty,
            Plan.Series<Measured> raw) {
        Rounds stored = accepts.figure(round -> round.load().perSecond());
        Rounds toEmpty = stored.ratioTo(empty.figure(Measured::perSecond));
        Rounds p99 = accepts.figure(round -> round.load().p99());
        var table = new Table(
                "webhooks, %d connections, signed push of %,d bytes, %s"
                        .formatted(plan.clients(), push.size(), plan.database()),
                "answers",
                "median (min to max)",
                "p50",
                "p99",
                "ratio of webhooks to it");
        table.row(
                Goal.atLeast(0.35, toEmpty.median()).and(Goal.atMost(25, " ms", p99.median())),
                "webhooks, stored and 202",
                Text.rate(stored),
                Text.millis(accepts.figure(round -> round.load().p50())),
                Text.millis(p99),
                "1");
        reference(table, "an empty function in the same process", empty, stored);
        if (raw != null) {
            reference(table, "raw group commit of the same rows on the same disk", raw, stored);
        }
        return table.note(publication(accepts));
    }

    private static void reference(Table table, String what, Plan.Series<Measured> series, Rounds stored) {
        Rounds rate = series.figure(Measured::perSecond);
        table.row(
                what,
                Text.rate(rate),
                Text.millis(series.figure(Measured::p50)),
                Text.millis(series.figure(Measured::p99)),
                Text.ratio(stored.ratioTo(rate)));
    }

    private static String publication(Plan.Series<Intake.Accepts> accepts) {
        Rounds events = accepts.figure(Intake.Accepts::behind);
        return "When the load ended, the stream was behind the database by %.0f events (median; at most %.0f), and level %s later."
                        .formatted(
                                events.median(), events.max(), Text.seconds(accepts.figure(Intake.Accepts::levelAfter)))
                + " Every accept was held against the table: none is missing, none is a duplicate.";
    }
}

package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.load.Listeners;
import dev.mosaicstack.bench.load.Mcp;
import dev.mosaicstack.bench.load.Requests;
import dev.mosaicstack.bench.load.Wrk;
import dev.mosaicstack.bench.product.Database;
import dev.mosaicstack.bench.product.HttpLine;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** A tool that does nothing, over each face, beside the bare library; and how soon a thousand clients know of a change. */
final class McpBenchmark implements Benchmark {

    private static final int LISTENERS = 1000;
    private static final String TOOL = "nothing";

    @Override
    public List<Table> run(Plan plan) throws IOException {
        try (Workshop workshop = Workshop.open(plan.root());
                Database database = Database.of(plan.database());
                Product product = Product.withoutLimits(workshop, database.create("mcp"))) {
            return List.of(calls(plan, workshop.folder(), product), changes(plan, product));
        }
    }

    private static Table calls(Plan plan, Path folder, Product product) {
        var wrk = new Wrk(folder, plan.clients());
        var bare = new Mcp(product.port(), null);
        var mcp = new Mcp(product.port(), product.secret());
        var what = new LinkedHashMap<String, Requests>();
        what.put("library", bare.callInSession(folder.resolve("bare"), "/bare", "bare"));
        what.put("streamed", bare.callInSession(folder.resolve("streamed"), "/bare", "bare_streamed"));
        what.put("sessions", mcp.callInSession(folder.resolve("sessions"), "/mcp", TOOL));
        what.put("stateless", mcp.call(folder.resolve("stateless"), "/mcp", TOOL));
        what.put("empty", Requests.empty(folder.resolve("empty")));
        var series = new LinkedHashMap<String, Plan.Series<Measured>>();
        what.forEach((name, requests) -> {
            wrk.run(product.port(), requests, true, Plan.WARM_UP);
            series.put(name, new Plan.Series<>(name, () -> wrk.run(product.port(), requests, true, plan.time())));
        });
        plan.inTurn(List.copyOf(series.values()));
        return table(plan, series);
    }

    private static Table table(Plan plan, Map<String, Plan.Series<Measured>> series) {
        var table = new Table(
                "mcp, tools/call of a tool that does nothing, %d connections, %s"
                        .formatted(plan.clients(), plan.database()),
                "answers",
                "median (min to max)",
                "p50",
                "p99",
                "ratio of it to the bare library",
                "ratio of it to an empty function");
        var titles = Map.of(
                "library", "the bare library, its tool as documented, nobody asked for a token",
                "streamed", "the bare library, a tool given to it at start, answered as a stream",
                "sessions", "/mcp, 2025-11-25, with token, front and catalog",
                "stateless", "/mcp, 2026-07-28, with token, front and catalog",
                "empty", "an empty function in the same process, nobody asked for a token");
        Rounds ceiling = series.get("library").figure(Measured::perSecond);
        Rounds empty = series.get("empty").figure(Measured::perSecond);
        series.forEach((name, each) -> {
            Rounds rate = each.figure(Measured::perSecond);
            Rounds p99 = each.figure(Measured::p99);
            Rounds ratio = rate.ratioTo(ceiling);
            boolean ours = name.startsWith("s") && !name.equals("streamed");
            table.row(
                    ours ? Goal.atLeast(0.8, ratio.median()).and(Goal.atMost(15, " ms", p99.median())) : null,
                    titles.get(name),
                    Text.rate(rate),
                    Text.millis(each.figure(Measured::p50)),
                    Text.millis(p99),
                    Text.ratio(ratio),
                    Text.ratio(rate.ratioTo(empty)));
        });
        return table;
    }

    private static Table changes(Plan plan, Product product) throws IOException {
        var mcp = new Mcp(product.port(), product.secret());
        var table = new Table(
                "mcp, %,d clients on one instance that watch one task, from its change to the last of them, %s"
                        .formatted(LISTENERS, plan.database()),
                "clients",
                "the half of them",
                "the last of them");
        changes(plan, product, table, "2025-11-25, a stream for each session", uri -> number -> mcp.subscribe(uri));
        changes(plan, product, table, "2026-07-28, subscriptions/listen", uri -> number -> mcp.listen(uri));
        return table;
    }

    private interface Watching {
        IntFunction<byte[]> of(String uri);
    }

    private static void changes(Plan plan, Product product, Table table, String title, Watching watching)
            throws IOException {
        try (HttpLine line = product.line()) {
            String session =
                    field(line, product, "session-create", "{\"project\":\"bench\",\"client\":\"bench\"}", "sessionId");
            String task = field(
                    line,
                    product,
                    "task-assign",
                    "{\"sessionId\":\"%s\",\"title\":\"watched\",\"capability\":\"bench\"}".formatted(session),
                    "taskId");
            String agent = field(
                    line,
                    product,
                    "agent-deploy",
                    "{\"sessionId\":\"%s\",\"name\":\"a\",\"role\":\"r\",\"capabilities\":[\"bench\"]}"
                            .formatted(session),
                    "agentId");
            String fence = field(line, product, "task-claim", "{\"agentId\":\"%s\"}".formatted(agent), "fence");
            String update =
                    "{\"taskId\":\"%s\",\"agentId\":\"%s\",\"fence\":%s,\"progress\":1}".formatted(task, agent, fence);
            try (var listeners = new Listeners(product.port(), LISTENERS, watching.of("mosaic://tasks/" + task))) {
                Runnable change = () -> field(line, product, "task-update", update, "state");
                var series = new Plan.Series<>(title, () -> listeners.change(change));
                plan.warmUp(List.of(series, series, series));
                plan.inTurn(List.of(series));
                Rounds last = series.figure(Measured::p99);
                table.row(
                        Goal.atMost(250, " ms", last.median()),
                        title,
                        Text.millis(series.figure(Measured::p50)),
                        Text.millis(last));
            }
        }
    }

    private static String field(HttpLine line, Product product, String call, String json, String field) {
        try {
            HttpLine.Answer answer = line.call(call, product.secret(), json);
            return answer.expect(answer.status() == 201 ? 201 : 200).field(field);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

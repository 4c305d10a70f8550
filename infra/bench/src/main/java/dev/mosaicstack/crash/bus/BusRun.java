package dev.mosaicstack.crash.bus;

import dev.mosaicstack.crash.Report;
import dev.mosaicstack.crash.ledger.Finding;
import dev.mosaicstack.crash.ledger.Finding.Broken;
import dev.mosaicstack.testkit.DatabaseServer;
import dev.mosaicstack.testkit.DatabaseUnderTest;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Stack;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Several dispatchers deliver to many sinks while one after the other is killed, and Redis once; in the end each sink has
 * to have each event, those of one subject in order.
 */
public final class BusRun {

    /** @param deliveries accepted for the first time; @param repeats accepted again */
    public record Result(List<Finding> findings, long deliveries, long repeats, long refused, int kills) {}

    /** Every fifth sink refuses about one request in a hundred. */
    private static final int FLAKY = 5;

    private static final int REFUSES_ONE_IN = 97;

    private final BusPlan plan;
    private final Report report;

    public BusRun(BusPlan plan, PrintWriter out) {
        this.plan = plan;
        this.report = new Report(out);
    }

    public Result run() throws InterruptedException {
        report.say(
                "database %s, %d dispatchers, %d subscriptions, %d events, seed %d",
                plan.database(), plan.dispatchers(), plan.subscriptions(), plan.events(), plan.seed());
        List<Receiver> receivers = IntStream.rangeClosed(1, plan.subscriptions())
                .mapToObj(i -> new Receiver("sink-" + i, i % FLAKY == 0 ? REFUSES_ONE_IN : 0))
                .toList();
        try (var database = new Closing<>(server(), DatabaseServer::close);
                RedisServer redis = RedisServer.start();
                Stack intake = Stack.ofItsOwn("bus", settings(database.value(), redis))) {
            receivers.forEach(receiver -> subscribe(intake, receiver));
            try (var dispatchers = new Dispatchers(intake, plan.dispatchers(), plan.seed())) {
                return judge(intake, redis, dispatchers, receivers);
            }
        } finally {
            receivers.forEach(Receiver::close);
        }
    }

    private record Closing<T>(T value, java.util.function.Consumer<T> how) implements AutoCloseable {
        @Override
        public void close() {
            if (value != null) {
                how.accept(value);
            }
        }
    }

    /** Null where the database is a file. */
    private DatabaseServer server() {
        return plan.database().equals("sqlite") ? null : DatabaseUnderTest.start(plan.database());
    }

    /** The intake does not deliver: only what is killed does. */
    private static Map<String, String> settings(DatabaseServer server, RedisServer redis) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "MOSAIC_REDIS_URL", redis.url(),
                "MOSAIC_DISPATCH_ENABLED", "false",
                "MOSAIC_DISPATCH_RETRIES", "PT1S,PT2S,PT5S,PT10S"));
        if (server != null) {
            settings.putAll(server.create("bus").settings());
        }
        return settings;
    }

    private static void subscribe(Stack intake, Receiver receiver) {
        intake.api()
                .admin(
                        "subscription-create",
                        Map.of(
                                "name", receiver.name(),
                                "types", List.of("dev.mosaicstack.git.push"),
                                "sink", receiver.url()))
                .statusCode(201);
    }

    private Result judge(Stack intake, RedisServer redis, Dispatchers dispatchers, List<Receiver> receivers)
            throws InterruptedException {
        var publisher =
                new Publisher(intake.api().base().getPort(), intake.api().webhookSecret(), plan);
        CompletableFuture<Void> publishing = publisher.start();
        int kills = faults(publishing, publisher, redis, dispatchers, receivers);
        List<Finding> findings = new ArrayList<>();
        Map<String, Integer> expected = publisher.expected();
        for (Receiver receiver : receivers) {
            receiver.wrong(expected)
                    .forEach((subject, what) -> findings.add(
                            new Broken(receiver.name() + " has everything in order", subject + " " + what)));
        }
        deadLetters(intake).forEach(letter -> findings.add(new Broken("nothing is given up", letter)));
        stackTrace(dispatchers.log()).forEach(line -> findings.add(new Broken("no stack trace in the log", line)));
        long accepted = receivers.stream().mapToLong(Receiver::accepted).sum();
        long repeated = receivers.stream().mapToLong(Receiver::repeated).sum();
        long refused = receivers.stream().mapToLong(Receiver::refused).sum();
        report.say(
                "%d deliveries accepted, %d again, %d refused by the sinks; %d kills, %d findings",
                accepted, repeated, refused, kills, findings.size());
        findings.stream().limit(20).forEach(finding -> report.say("%s", finding));
        return new Result(findings, accepted, repeated, refused, kills);
    }

    /** Until everything is delivered, or that takes too long. Redis is flushed after a quarter of it, and killed after half. */
    private int faults(
            CompletableFuture<Void> publishing,
            Publisher publisher,
            RedisServer redis,
            Dispatchers dispatchers,
            List<Receiver> receivers)
            throws InterruptedException {
        long wanted = (long) plan.events() * receivers.size();
        long killAt = System.nanoTime() + plan.killEvery().toNanos();
        long end = Long.MAX_VALUE;
        boolean redisFlushed = false;
        boolean redisKilled = false;
        int kills = 0;
        while (accepted(receivers) < wanted && System.nanoTime() < end) {
            Thread.sleep(100);
            if (publishing.isDone() && end == Long.MAX_VALUE) {
                publishing.join();
                report.say("all is published");
                end = System.nanoTime() + plan.settlesWithin().toNanos();
            }
            if (!redisFlushed && accepted(receivers) > wanted / 4) {
                redisFlushed = true;
                try (Redis connection = redis.connect()) {
                    connection.command("FLUSHALL");
                }
                report.say("Redis flushed");
            }
            if (!redisKilled && accepted(receivers) > wanted / 2) {
                redisKilled = true;
                redis.kill();
                report.say("Redis killed");
                Thread.sleep(Duration.ofSeconds(1));
                redis.startAgain();
            }
            if (System.nanoTime() > killAt) {
                kills += dispatchers.killOne() ? 1 : 0;
                killAt += plan.killEvery().toNanos();
                report.say(
                        "a dispatcher killed; %d published, %d of %d delivered",
                        publisher.published(), accepted(receivers), wanted);
            }
        }
        return kills;
    }

    private static long accepted(List<Receiver> receivers) {
        return receivers.stream().mapToLong(Receiver::accepted).sum();
    }

    private static List<String> deadLetters(Stack intake) {
        List<Map<String, Object>> letters = intake.api()
                .admin("dead-letter-list", Map.of("limit", 50))
                .statusCode(200)
                .extract()
                .path("items");
        return letters.stream().map(Map::toString).toList();
    }

    private static List<String> stackTrace(String log) {
        return log.lines()
                .filter(line -> line.startsWith("\tat ") || line.contains("\"frames\":["))
                .limit(1)
                .toList();
    }
}

package dev.mosaicstack.crash.bus;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kills dispatchers under load, and checks every sink's ledger. */
@Command(
        name = "bus",
        mixinStandardHelpOptions = true,
        description = "kill dispatchers and Redis while events are delivered, then check every sink's ledger")
public final class BusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--dispatchers", defaultValue = "3", description = "processes (${DEFAULT-VALUE})")
    private int dispatchers;

    @Option(names = "--subscriptions", defaultValue = "20", description = "each with a sink (${DEFAULT-VALUE})")
    private int subscriptions;

    @Option(names = "--events", defaultValue = "50000", description = "published in all (${DEFAULT-VALUE})")
    private int events;

    @Option(names = "--kill-every", defaultValue = "10", description = "seconds between two kills (${DEFAULT-VALUE})")
    private int killEvery;

    @Option(names = "--database", defaultValue = "sqlite", description = "sqlite, postgresql or mariadb")
    private String database;

    @Option(names = "--seed", description = "which dispatcher is killed when; otherwise by chance")
    private Long seed;

    @Override
    public Integer call() throws InterruptedException {
        var plan = new BusPlan(
                database,
                dispatchers,
                subscriptions,
                events,
                Duration.ofSeconds(killEvery),
                Duration.ofMinutes(10),
                seed == null ? new Random().nextInt(1_000_000) : seed);
        return new BusRun(plan, spec.commandLine().getOut()).run().findings().isEmpty() ? 0 : 1;
    }
}

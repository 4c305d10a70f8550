package dev.mosaicstack.crash;

import dev.mosaicstack.crash.bus.BusCommand;
import dev.mosaicstack.crash.fault.Deck;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kills what it runs, again and again, and checks that nothing acknowledged was lost. */
@Command(
        name = "crash",
        subcommands = BusCommand.class,
        mixinStandardHelpOptions = true,
        description = "kill, freeze and starve real processes under load, then check the ledger",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing was lost and every promise kept", "1:something was lost, or a promise broken"})
public final class CrashCommand implements Callable<Integer> {

    private static final Set<String> DATABASES = new TreeSet<>(List.of("sqlite", "postgresql", "mariadb"));

    @Spec
    private CommandSpec spec;

    @Option(names = "--minutes", defaultValue = "10", description = "how long faults are injected (${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--seconds", description = "the same, for a short run; every fault comes once in any case")
    private Integer seconds;

    @Option(
            names = "--database",
            defaultValue = "sqlite",
            description = "sqlite, postgresql or mariadb (${DEFAULT-VALUE})")
    private String database;

    @Option(names = "--seed", description = "the order of the faults and the choices of the load; otherwise by chance")
    private Long seed;

    @Option(
            names = "--faults",
            split = ",",
            description = "kill-app, stop-app, kill-redis, flush-redis, stop-redis, fill-disk, kill-database (all)")
    private List<String> faults = Deck.NAMES;

    @Option(names = "--keep", description = "keep data and log, though nothing was found")
    private boolean keep;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        check(DATABASES, Set.of(database));
        check(Deck.NAMES, faults);
        Duration time = seconds == null ? Duration.ofMinutes(minutes) : Duration.ofSeconds(seconds);
        // Short enough to be typed again.
        long chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
        var plan = new Plan(database, time, new LinkedHashSet<>(faults), chosen);
        var out = spec.commandLine().getOut();
        return new Crash(plan, out, keep).run().verdict().clean() ? 0 : 1;
    }

    private void check(Collection<String> known, Collection<String> given) {
        for (String name : given) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), name + " is not known; there are: " + String.join(", ", known));
            }
        }
    }
}

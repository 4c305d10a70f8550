package dev.mosaicstack.bench;

import dev.mosaicstack.bench.report.Machine;
import dev.mosaicstack.bench.report.Results;
import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures, each figure beside a reference of the same run. Tables go to standard output, progress to the other. */
@Command(
        name = "bench",
        sortOptions = false,
        description = "Measure this machine: each figure beside a reference of the same run, as Markdown.")
public final class BenchCommand implements Callable<Integer> {

    /** What others may take of the processors. */
    private static final double QUIET = 0.1;

    private static final Map<String, Supplier<Benchmark>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("webhooks", WebhookBenchmark::new);
        ALL.put("tasks", TaskBenchmark::new);
        ALL.put("coordination", CoordinationBenchmark::new);
        ALL.put("events", EventsBenchmark::new);
        ALL.put("mcp", McpBenchmark::new);
        ALL.put("backup", BackupBenchmark::new);
        ALL.put("metrics", MetricsBenchmark::new);
        ALL.put("startup", StartupBenchmark::new);
        ALL.put("growth", GrowthBenchmark::new);
    }

    @Parameters(
            paramLabel = "NAME",
            description =
                    "webhooks, tasks, coordination, events, mcp, backup, metrics, startup, growth; none: all in turn")
    List<String> names = List.of();

    @Option(names = "--seconds", defaultValue = "10", description = "length of each measurement (${DEFAULT-VALUE})")
    int seconds;

    @Option(names = "--rounds", defaultValue = "5", description = "how often all is measured (${DEFAULT-VALUE})")
    int rounds;

    @Option(names = "--clients", defaultValue = "64", description = "how many call at once (${DEFAULT-VALUE})")
    int clients;

    @Option(names = "--database", defaultValue = "sqlite", description = "sqlite or postgresql (${DEFAULT-VALUE})")
    String database;

    @Option(names = "--record", description = "put the tables on top of infra/bench/RESULTS.md as well")
    boolean record;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    boolean help;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> chosen = names.isEmpty() ? List.copyOf(ALL.keySet()) : names;
        for (String name : chosen) {
            if (!ALL.containsKey(name)) {
                throw new ParameterException(spec.commandLine(), "which benchmark is " + name + "?");
            }
        }
        Path root = Artifact.root();
        var plan = new Plan(root, Duration.ofSeconds(seconds), rounds, clients, database);
        try {
            for (String name : chosen) {
                measure(root, name, plan);
            }
        } catch (IllegalStateException e) {
            System.err.println("bench: " + e.getMessage());
            return 1;
        }
        return 0;
    }

    /** @throws IllegalStateException where there is no figure to print, or something that it needs is missing */
    private void measure(Path root, String name, Plan plan) throws IOException, InterruptedException {
        var section = new StringBuilder(head(root, name)).append(company());
        ALL.get(name).get().run(plan).forEach(table -> section.append(table.markdown()));
        System.out.print(section);
        if (record) {
            Results.of(root).add(section.toString());
        }
    }

    private static String company() throws InterruptedException {
        double taken = Machine.taken();
        return taken < QUIET
                ? ""
                : "**Other work took %.0f %% of the processors when this began: ratios and verdicts are not reliable.**%n%n"
                        .formatted(100 * taken);
    }

    private String head(Path root, String name) {
        return """
                ## %s, %s

                %s; commit %s; `./mosaic bench %s --seconds %d --rounds %d --clients %d --database %s`

                """.formatted(
                        Machine.today(),
                        name,
                        Machine.describe(),
                        Machine.commit(root),
                        name,
                        seconds,
                        rounds,
                        clients,
                        database);
    }
}

package dev.mosaicstack.functions.allinone.rules;

import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.Setup;
import dev.mosaicstack.functions.allinone.Table;
import dev.mosaicstack.functions.allinone.Terminal;
import dev.mosaicstack.functions.metricsscrape.rule.Rule;
import dev.mosaicstack.functions.metricsscrape.rule.Rules;
import dev.mosaicstack.functions.metricsscrape.rule.Span;
import dev.mosaicstack.functions.metricsscrape.rule.file.RuleFile;
import dev.mosaicstack.functions.metricsscrape.rule.prometheus.PrometheusFile;
import dev.mosaicstack.functions.metricsscrape.rule.prometheus.Promql;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Vetoed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mosaic rules}: the rules that are judged, for people, for Prometheus, or only whether a file of them is good. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(
        name = "rules",
        description = "The rules of alerts: the shipped ones and those of your file.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:good",
            "1:something is wrong with the file, said with its line",
            "2:the command line is wrong"
        })
public final class RulesCommand implements Callable<Integer> {

    @Option(names = "--prometheus", description = "Print them as a rule file that Prometheus loads.")
    boolean prometheus;

    @Option(names = "--check", description = "Only say what is wrong with the file.")
    boolean check;

    @Option(names = "--file", paramLabel = "FILE", description = "This file, in place of that of the settings.")
    Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (MOSAIC_DATA, else ./data).")
    Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings as properties (MOSAIC_CONFIG, else mosaic.properties in the data folder).")
    Path config;

    private final Environment environment;

    public RulesCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Environment settings = Setup.of(data, config, environment).environment();
        Optional<Path> named = Optional.ofNullable(file)
                .or(() -> settings.get("MOSAIC_METRICS_RULES").map(text -> Path.of(text.strip())));
        if (check) {
            return check(
                    named.orElseThrow(() -> new Problem("which file? Say --file FILE, or set mosaic.metrics.rules")));
        }
        List<Rule> rules = rules(named, settings);
        if (prometheus) {
            System.out.print(PrometheusFile.of(rules));
        } else {
            show(rules);
        }
        return 0;
    }

    /** Each problem in a line of its own, as editors read them. */
    private static int check(Path file) {
        List<dev.mosaicstack.functions.metricsscrape.rule.file.Problem> problems = Rules.problems(file);
        problems.forEach(System.err::println);
        if (problems.isEmpty()) {
            System.out.println(file + ": good, " + RuleFile.read(file).rules().size() + " rules");
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private static List<Rule> rules(Optional<Path> file, Environment settings) {
        boolean shipped = settings.isOn("MOSAIC_METRICS_SHIPPED_RULES", true);
        try {
            return Rules.of(file, shipped).all();
        } catch (ConfigurationException wrong) {
            throw new Problem("the rules cannot be used\n" + wrong.getMessage());
        }
    }

    private void show(List<Rule> rules) {
        var terminal = Terminal.ofThisProcess(environment);
        var table = new Table(terminal::bold, "RULE", "SEVERITY", "FOR", "FIRES WHERE");
        for (Rule rule : rules) {
            table.row(
                    text -> text,
                    List.of(
                            rule.name(),
                            rule.severity().text(),
                            rule.holdFor().isZero() ? "-" : Span.text(rule.holdFor()),
                            Promql.of(rule.condition())));
        }
        table.print(System.out);
    }
}

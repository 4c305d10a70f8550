package dev.mosaicstack.functions.metricsscrape.rule;

import dev.mosaicstack.functions.metricsscrape.rule.file.Nearest;
import dev.mosaicstack.functions.metricsscrape.rule.file.Problem;
import dev.mosaicstack.functions.metricsscrape.rule.file.RuleFile;
import dev.mosaicstack.functions.metricsscrape.series.Reducer;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules that are judged: the shipped ones and those of a file. A rule of the file takes the place of a shipped one of its name. */
public record Rules(List<Rule> all) {

    private static final String SHIPPED = "mosaic-rules.yaml";

    public Rules {
        all = List.copyOf(all);
    }

    /**
     * @param file of the user, where there is one
     * @param shipped whether the shipped ones are among them
     * @throws ConfigurationException that has a line for each thing that is wrong with the file
     */
    public static Rules of(Optional<Path> file, boolean shipped) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        if (shipped) {
            shipped().all().forEach(rule -> rules.put(rule.name(), rule));
        }
        file.ifPresent(path -> {
            RuleFile read = RuleFile.read(path);
            List<Problem> problems = problems(path, read);
            if (!problems.isEmpty()) {
                throw new ConfigurationException(
                        problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
            }
            read.without().forEach(name -> rules.remove(name.name()));
            read.rules().forEach(rule -> rules.put(rule.name(), rule));
        });
        return new Rules(List.copyOf(rules.values()));
    }

    /** All that is wrong with a file, by line. */
    public static List<Problem> problems(Path path) {
        return problems(path, RuleFile.read(path));
    }

    private static List<Problem> problems(Path path, RuleFile read) {
        List<Problem> problems = new ArrayList<>(read.problems());
        List<String> known = shipped().all().stream().map(Rule::name).toList();
        for (RuleFile.Name name : read.without()) {
            if (!known.contains(name.name())) {
                problems.add(new Problem(
                        path.toString(),
                        name.line(),
                        "without-shipped has " + name.name() + ", which is no shipped rule: "
                                + Nearest.hint(known, name.name())));
            }
        }
        return problems.stream().sorted().toList();
    }

    public static Rules shipped() {
        RuleFile read = RuleFile.resource(SHIPPED);
        if (!read.problems().isEmpty()) {
            throw new IllegalStateException(read.problems().toString());
        }
        return new Rules(read.rules());
    }

    /** What of the history they look at. */
    public Set<Selector> selectors() {
        Set<Selector> selectors = new HashSet<>();
        all.forEach(rule -> selectors.addAll(rule.selectors()));
        return selectors;
    }

    /** How far back they look. */
    public Duration reach() {
        return all.stream()
                .map(Rule::reach)
                .reduce(Duration.ofMillis(Reducer.LOOKBACK_MILLIS), (a, b) -> a.compareTo(b) < 0 ? b : a);
    }
}

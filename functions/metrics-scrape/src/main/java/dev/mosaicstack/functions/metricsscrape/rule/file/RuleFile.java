package dev.mosaicstack.functions.metricsscrape.rule.file;

import dev.mosaicstack.functions.metricsscrape.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file of rules, as the function's README describes it.
 *
 * @param rules those that are good, in the order of the file
 * @param without names of shipped rules that are not to be judged
 * @param problems all that is wrong, by line; with any of them the file is not to be used
 */
public record RuleFile(List<Rule> rules, List<Name> without, List<Problem> problems) {

    public static final int MOST_BYTES = 1024 * 1024;
    public static final int MOST_RULES = 500;

    private static final List<String> KEYS = List.of("rules", "without-shipped");

    /** A name, and where it stands. */
    public record Name(String name, int line) {}

    public RuleFile {
        rules = List.copyOf(rules);
        without = List.copyOf(without);
        problems = List.copyOf(problems);
    }

    /** A file that is not there, or that cannot be read, is a problem. */
    public static RuleFile read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return parse(path.toString(), in.readNBytes(MOST_BYTES + 1));
        } catch (NoSuchFileException e) {
            return unreadable(path, "there is no such file");
        } catch (IOException e) {
            return unreadable(path, "cannot be read (" + e.getMessage() + ")");
        }
    }

    /** Of the class path. */
    public static RuleFile resource(String name) {
        try (InputStream in = RuleFile.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + name);
            }
            return parse(name, in.readNBytes(MOST_BYTES + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name of the file, as problems tell it */
    public static RuleFile parse(String name, byte[] bytes) {
        var problems = new Problems(name);
        if (bytes.length > MOST_BYTES) {
            problems.add(0, "is larger than 1 MiB");
            return new RuleFile(List.of(), List.of(), problems.all());
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (decoder.decode(in, text, true).isError()) {
            int line = 1 + (int) text.flip().chars().filter(c -> c == '\n').count();
            problems.add(line, "is no UTF-8");
            return new RuleFile(List.of(), List.of(), problems.all());
        }
        Optional<Node> root = new Document(text.flip().toString(), problems).root();
        List<Rule> rules = new ArrayList<>();
        List<Name> without = new ArrayList<>();
        root.ifPresent(node -> read(node, rules, without, problems));
        return new RuleFile(rules, without, problems.all());
    }

    private static void read(Node root, List<Rule> rules, List<Name> without, Problems problems) {
        if (root instanceof MappingNode mapping) {
            var file = new Fields(mapping, problems);
            if (file.has("groups") && !file.has("rules")) {
                file.wrong(
                        "groups",
                        "is how Prometheus has its rules; here it is \"rules:\" and a list of rules with name, select and"
                                + " a comparison each: ./mosaic rules shows some");
                return;
            }
            file.mustBeOf(KEYS);
            rules.addAll(rules(file, problems));
            List<String> names = file.texts("without-shipped");
            if (names != null) {
                int line = Problems.line(file.node("without-shipped"));
                names.forEach(name -> without.add(new Name(name, line)));
            }
        } else {
            problems.add(root, "begins with \"rules:\" and a list of rules below it, not with " + Fields.kind(root));
        }
    }

    private static RuleFile unreadable(Path path, String why) {
        return new RuleFile(List.of(), List.of(), List.of(new Problem(path.toString(), 0, why)));
    }

    private static List<Rule> rules(Fields file, Problems problems) {
        List<Rule> rules = new ArrayList<>();
        if (!file.has("rules")) {
            return rules;
        }
        if (!(file.node("rules") instanceof SequenceNode list)) {
            file.wrong("rules", "is no list but " + Fields.kind(file.node("rules")));
            return rules;
        }
        if (list.getValue().size() > MOST_RULES) {
            file.wrong("rules", "has " + list.getValue().size() + " rules; " + MOST_RULES + " is the most");
            return rules;
        }
        Map<String, Integer> names = new HashMap<>();
        for (Node item : list.getValue()) {
            rule(item, names, problems).ifPresent(rules::add);
        }
        return rules;
    }

    private static Optional<Rule> rule(Node item, Map<String, Integer> names, Problems problems) {
        if (!(item instanceof MappingNode mapping)) {
            problems.add(item, "a rule is a mapping with a name, not " + Fields.kind(item));
            return Optional.empty();
        }
        int before = problems.count();
        var fields = new Fields(mapping, problems);
        var reader = new RuleReader(fields);
        Optional<Rule> rule = reader.read();
        String name = reader.name();
        if (name != null) {
            Integer first = names.putIfAbsent(name, Problems.line(fields.node("name")));
            if (first != null) {
                fields.wrong("name", "is " + name + ", as in line " + first + ": alerts of the two would be the same");
            }
        }
        return problems.count() == before ? rule : Optional.empty();
    }
}

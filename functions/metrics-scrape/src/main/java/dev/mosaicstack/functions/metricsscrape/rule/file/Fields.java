package dev.mosaicstack.functions.metricsscrape.rule.file;

import dev.mosaicstack.functions.metricsscrape.rule.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The fields of a mapping. What is wrong with one is added to the problems, and then it is as if it were not there. */
final class Fields {

    private final MappingNode mapping;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    Fields(MappingNode mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
        for (NodeTuple field : mapping.getValue()) {
            Node key = field.getKeyNode();
            if (!(key instanceof ScalarNode name)) {
                problems.add(key, "has no name");
            } else if (values.putIfAbsent(name.getValue(), field.getValueNode()) != null) {
                problems.add(key, name.getValue() + " is there twice");
            }
        }
    }

    void mustBeOf(Collection<String> known) {
        for (NodeTuple field : mapping.getValue()) {
            if (field.getKeyNode() instanceof ScalarNode name && !known.contains(name.getValue())) {
                problems.add(name, name.getValue() + " means nothing here: " + Nearest.hint(known, name.getValue()));
            }
        }
    }

    int line() {
        return Problems.line(mapping);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Node node(String key) {
        return values.get(key);
    }

    void wrong(String key, String what) {
        if (has(key)) {
            problems.add(node(key), key + " " + what);
        } else {
            problems.add(line(), key + " " + what);
        }
    }

    /** @return null where there is none */
    String text(String key) {
        return has(key) ? text(key, node(key)) : null;
    }

    private String text(String key, Node node) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return scalar.getValue();
        }
        problems.add(node, key + " is no text but " + kind(node));
        return null;
    }

    /** @param reader throws IllegalArgumentException with words that follow the key */
    <T> T read(String key, Function<String, T> reader) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            wrong(key, e.getMessage());
            return null;
        }
    }

    /** @return null where there is none */
    Duration duration(String key) {
        return has(key)
                        && node(key) instanceof ScalarNode zero
                        && zero.getValue().equals("0")
                ? Duration.ZERO
                : read(key, text -> {
                    try {
                        return Span.parse(text);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException("is \"" + text + "\", which is " + e.getMessage(), e);
                    }
                });
    }

    /** A number, or a duration, which is as many seconds; null where there is none. */
    Double number(String key) {
        if (!(node(key) instanceof ScalarNode scalar)) {
            problems.add(node(key), key + " is no number but " + kind(node(key)));
            return null;
        }
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        String text = scalar.getValue();
        if (plain && text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?")) {
            double number = Double.parseDouble(text);
            if (Double.isInfinite(number)) {
                wrong(key, "is beyond all numbers");
            }
            return number;
        }
        try {
            return Span.parse(text).toMillis() / 1000.0;
        } catch (IllegalArgumentException e) {
            wrong(
                    key,
                    "is no number and no duration (14d) but " + (text.isEmpty() ? kind(scalar) : "\"" + text + "\""));
            return null;
        }
    }

    /** @return null where there is none */
    List<String> texts(String key) {
        if (!has(key)) {
            return null;
        }
        if (!(node(key) instanceof SequenceNode list)) {
            problems.add(node(key), key + " is no list as [job, instance] but " + kind(node(key)));
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Node item : list.getValue()) {
            String text = text("an item of " + key, item);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** @return null where there is none */
    Fields fields(String key) {
        if (!has(key)) {
            return null;
        }
        if (node(key) instanceof MappingNode inner) {
            return new Fields(inner, problems);
        }
        problems.add(node(key), key + " is no mapping as {team: ops} but " + kind(node(key)));
        return null;
    }

    Collection<String> names() {
        return values.keySet();
    }

    static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (!(node instanceof ScalarNode scalar)) {
            return "a list";
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            return "nothing";
        }
        boolean number = scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT);
        return scalar.getTag().equals(Tag.STR)
                ? "text"
                : (number ? "the number " : "the value ") + scalar.getValue() + " (text is written in quotes)";
    }
}

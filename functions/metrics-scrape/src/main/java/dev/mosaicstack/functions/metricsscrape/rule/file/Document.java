package dev.mosaicstack.functions.metricsscrape.rule.file;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML without what could make a small file large or endless: no anchors, no depth. */
final class Document {

    private static final int DEEPEST = 10;

    private final String text;
    private final Problems problems;
    private final LoadSettings settings = LoadSettings.builder().build();

    Document(String text, Problems problems) {
        this.text = text;
        this.problems = problems;
    }

    /** @return nothing where something is wrong, and where there is nothing in it */
    Optional<Node> root() {
        try {
            // As events first: a tree is built by recursion, which a hostile depth would break.
            return isPlain() ? new Compose(settings).composeString(text) : Optional.empty();
        } catch (MarkedYamlEngineException e) {
            problems.add(e.getProblemMark(), "is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(0, "is no YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private boolean isPlain() {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof AliasEvent) {
                problems.add(event.getStartMark(), "repeats an anchor (*), which a file of rules cannot have");
            } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                problems.add(event.getStartMark(), "has an anchor (&), which a file of rules cannot have");
            }
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > DEEPEST) {
                problems.add(event.getStartMark(), "has more than " + DEEPEST + " levels");
                return false;
            }
        }
        return !problems.any();
    }
}

package dev.mosaicstack.functions.metricsscrape.rule.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** All that is wrong with one file, as it is found. */
final class Problems {

    /** Enough to mend; a file that is something else would have thousands. */
    private static final int MOST = 100;

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(int line, String what) {
        if (found.size() < MOST) {
            found.add(new Problem(file, line, what));
        }
    }

    void add(Node node, String what) {
        add(line(node), what);
    }

    void add(Optional<Mark> mark, String what) {
        add(line(mark), what);
    }

    static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(found -> found.getLine() + 1).orElse(0);
    }

    boolean any() {
        return !found.isEmpty();
    }

    int count() {
        return found.size();
    }

    /** By line. */
    List<Problem> all() {
        return found.stream().sorted().toList();
    }
}

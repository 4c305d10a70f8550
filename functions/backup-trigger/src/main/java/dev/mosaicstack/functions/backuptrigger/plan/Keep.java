package dev.mosaicstack.functions.backuptrigger.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which snapshots of a source are kept: by restic's name of the rule. Empty keeps all. */
public record Keep(Map<String, Integer> rules) {

    public boolean all() {
        return rules.isEmpty();
    }

    /** Arguments of {@code restic forget}. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        rules.forEach((rule, count) -> {
            arguments.add("--keep-" + rule);
            arguments.add(count.toString());
        });
        return arguments;
    }
}

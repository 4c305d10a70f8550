package dev.mosaicstack.core.notify;

import dev.mosaicstack.core.subscription.Glob;
import java.util.List;

/**
 * Which events go to which channels.
 *
 * @param types patterns; none is all
 * @param least severity
 * @param projects patterns; none is all, and what belongs to no project as well
 * @param channels by name, at least one
 */
public record Rule(List<Glob> types, Severity least, List<Glob> projects, List<String> channels) {

    /** False is final; true leaves severity and project to be looked at. */
    boolean mayMatch(String type) {
        return any(types, type);
    }

    boolean matches(Kind kind) {
        return mayMatch(kind.type()) && kind.severity().atLeast(least) && any(projects, kind.project());
    }

    private static boolean any(List<Glob> patterns, String text) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(text));
    }
}

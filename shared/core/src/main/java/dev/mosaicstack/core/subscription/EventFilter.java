package dev.mosaicstack.core.subscription;

import dev.mosaicstack.core.event.Event;
import java.util.List;

/**
 * Which events a subscription gets.
 *
 * @param types patterns, at least one; {@code *} is all
 * @param subjects patterns; none is all
 * @param sources patterns; none is all
 */
public record EventFilter(List<Glob> types, List<Glob> subjects, List<Glob> sources) {

    /** Everything. */
    public static final EventFilter ALL = new EventFilter(List.of(new Glob("*")), List.of(), List.of());

    public boolean matches(Event event) {
        return any(types, event.type())
                && (subjects.isEmpty() || any(subjects, event.subject()))
                && (sources.isEmpty() || any(sources, event.source()));
    }

    private static boolean any(List<Glob> patterns, String text) {
        for (Glob pattern : patterns) {
            if (pattern.matches(text)) {
                return true;
            }
        }
        return false;
    }
}

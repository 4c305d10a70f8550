package dev.mosaicstack.core.backup;

import java.util.List;

/**
 * What was asked of a run.
 *
 * @param trigger {@code schedule}, {@code call} or {@code command}
 * @param sources names; all of the policy where it is empty
 * @param snapshot restic's id or {@code latest}; null where the kind needs none
 * @param target the folder to restore into; null for other kinds
 * @param include paths in the snapshot; everything where it is empty
 */
public record Order(String trigger, List<String> sources, String snapshot, String target, List<String> include) {

    public Order {
        sources = sources == null ? List.of() : List.copyOf(sources);
        include = include == null ? List.of() : List.copyOf(include);
    }

    /** Everything of the policy. */
    public static Order all(String trigger) {
        return new Order(trigger, List.of(), null, null, List.of());
    }

    /** Whether one run would do for both. */
    boolean same(Order other) {
        return sources.equals(other.sources)
                && java.util.Objects.equals(snapshot, other.snapshot)
                && java.util.Objects.equals(target, other.target)
                && include.equals(other.include);
    }
}

package dev.mosaicstack.core.backup;

import java.util.List;

/**
 * What came of a run.
 *
 * @param parts by source
 * @param dataPart the last part of the data that was read; null but for {@link Kind#DATA}
 * @param dataParts how many parts there are
 * @param snapshotsRemoved by retention; null where it did not run
 */
public record Outcome(List<Part> parts, Integer dataPart, Integer dataParts, Integer snapshotsRemoved) {

    public static final Outcome NONE = of(List.of());

    public Outcome {
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    public static Outcome of(List<Part> parts) {
        return new Outcome(parts, null, null, null);
    }

    /** The first source's failure, and how many there are. @return null where none failed */
    public Cause cause() {
        List<Part> failed = parts.stream().filter(part -> !part.good()).toList();
        if (failed.isEmpty()) {
            return null;
        }
        Part first = failed.getFirst();
        String others = failed.size() == 1 ? "" : " (and " + (failed.size() - 1) + " more)";
        return new Cause(
                first.cause().code(), first.source() + ": " + first.cause().detail() + others);
    }
}

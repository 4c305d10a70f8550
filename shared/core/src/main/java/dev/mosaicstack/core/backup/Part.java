package dev.mosaicstack.core.backup;

import java.util.List;

/**
 * What a run did with one source. A null is not known, or of no meaning for the run's kind.
 *
 * @param kind of the source: {@code sqlite}, {@code files}, ...
 * @param snapshotId the snapshot that was made, or looked at
 * @param durationMillis wall time
 * @param warnings what a person should know though it did not fail; at most 20
 * @param sums what was counted when the dump was made
 * @param proof what a drill has shown, in words
 * @param cause why this source failed; null where it did not
 */
public record Part(
        String source,
        String kind,
        String snapshotId,
        Files files,
        Long bytesAdded,
        Long bytesProcessed,
        Long durationMillis,
        List<String> warnings,
        Sums sums,
        String proof,
        Cause cause) {

    /** restic's counts. */
    public record Files(long created, long changed, long unmodified) {}

    /** Most warnings that are kept. */
    public static final int WARNINGS = 20;

    public Part {
        warnings = warnings == null ? List.of() : List.copyOf(warnings.subList(0, Math.min(WARNINGS, warnings.size())));
    }

    public static Part failed(String source, String kind, long durationMillis, Cause cause) {
        return new Part(source, kind, null, null, null, null, durationMillis, List.of(), null, null, cause);
    }

    public boolean good() {
        return cause == null;
    }
}

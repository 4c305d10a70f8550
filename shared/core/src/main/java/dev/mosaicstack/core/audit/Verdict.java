package dev.mosaicstack.core.audit;

import java.util.Locale;

/**
 * What a walk along the chain came to.
 *
 * @param rows how many were checked and found intact
 * @param from sequence of the first row that there must be
 * @param to sequence of the last one; less than {@code from} where there is none
 * @param headHash of the last row: whoever notes it with {@code to} can have it looked for later
 * @param firstBroken null where the chain is whole
 */
public record Verdict(long rows, long from, long to, String headHash, Broken firstBroken) {

    public enum Problem {
        /** It is not what was written there. */
        CHANGED,
        /** It was written and is not there, and it is not old enough to have been removed. */
        MISSING,
        /** It is there and was never written. */
        ADDED;

        /** As it is written in JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param eventId of the row; null where there is none */
    public record Broken(long sequence, String eventId, Problem problem, String detail) {

        static Broken changed(AuditRow row, String detail) {
            return new Broken(row.sequence(), row.entry().eventId(), Problem.CHANGED, detail);
        }

        static Broken added(AuditRow row, String detail) {
            return new Broken(row.sequence(), row.entry().eventId(), Problem.ADDED, detail);
        }

        static Broken missing(long sequence, String detail) {
            return new Broken(sequence, null, Problem.MISSING, detail);
        }
    }

    public boolean ok() {
        return firstBroken == null;
    }
}

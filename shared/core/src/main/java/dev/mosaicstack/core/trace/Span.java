package dev.mosaicstack.core.trace;

import java.util.Map;

/**
 * One piece of work of a trace, ended.
 *
 * @param self the trace, and this span in it
 * @param parentId of the span that caused it; null for the first of its trace
 * @param name one of a few: never an id
 * @param startedAt in nanoseconds since 1970
 * @param endedAt the same
 * @param failed for a fault of ours; what the other side did wrong is none
 * @param attributes as OpenTelemetry's semantic conventions name them; values are texts, or whole numbers
 */
public record Span(
        Trace self,
        String parentId,
        String name,
        Kind kind,
        long startedAt,
        long endedAt,
        boolean failed,
        Map<String, Object> attributes) {

    /** Numbered as OTLP has them. */
    public enum Kind {
        SERVER(2),
        CLIENT(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }
}

package dev.mosaicstack.web;

/** What was collected from other targets, for who asks {@code GET /metrics} of a process that has it. At most one bean. */
public interface CollectedMetrics {

    /**
     * Puts what was collected and what this process says of itself into one answer.
     *
     * @param own well-formed in {@code format}, and ended as that wants it
     * @return well-formed in {@code format}; a metric that is in both MUST be there once, with the series of both
     */
    byte[] merge(byte[] own, MetricsFormat format);
}

package dev.mosaicstack.core.monitoring;

import java.time.Instant;
import java.util.Map;

/**
 * How much there is of everything at one moment. A state that nothing is in is missing.
 *
 * @param sessions by state
 * @param agents by state: {@code live}, {@code lost}, {@code stopped}
 * @param busyAgents live ones that hold a task
 * @param tasks by state
 * @param requests that are open, by state
 * @param queuedSince since when the task waits that has waited longest, of those that may be claimed; null where there is none
 * @param deadLetters deliveries to subscribers that were given up
 * @param unpublished committed events that have no position yet, so that nobody sees them
 * @param unpublishedSince when the oldest of them happened; null where there is none
 * @param webhookAt when the newest webhook was received; null where there is none
 */
public record Census(
        Map<String, Long> sessions,
        Map<String, Long> agents,
        long busyAgents,
        Map<String, Long> tasks,
        Map<String, Long> requests,
        Instant queuedSince,
        long deadLetters,
        long unpublished,
        Instant unpublishedSince,
        Instant webhookAt) {}

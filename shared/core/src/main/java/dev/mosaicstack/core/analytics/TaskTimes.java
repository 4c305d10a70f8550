package dev.mosaicstack.core.analytics;

import java.time.Instant;

/**
 * What analytics remembers of a task that may still be completed.
 *
 * @param createdAt null where that is not known any more
 * @param firstClaimedAt null before, and where that is not known any more
 * @param holder the agent that holds it; null for nobody
 */
public record TaskTimes(String taskId, String project, Instant createdAt, Instant firstClaimedAt, String holder) {

    TaskTimes created(Instant at) {
        return new TaskTimes(taskId, project, at, firstClaimedAt, holder);
    }

    TaskTimes claimed(String agentId, boolean first, Instant at) {
        return new TaskTimes(taskId, project, createdAt, first ? at : firstClaimedAt, agentId);
    }

    TaskTimes released() {
        return new TaskTimes(taskId, project, createdAt, firstClaimedAt, null);
    }
}

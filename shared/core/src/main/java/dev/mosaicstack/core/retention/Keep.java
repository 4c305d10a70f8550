package dev.mosaicstack.core.retention;

import java.time.Duration;

/**
 * How long rows are kept that nobody works with any more. Idempotency keys have their own, fixed time.
 *
 * @param deliveries after they were received
 * @param tasks after they ended
 * @param requests after they ended
 * @param events after they happened
 * @param sessions after they ended, with their agents; tokens after they were revoked or have expired
 * @param audit after its event happened
 * @param analytics figures of a day after its end
 * @param backups runs of backups after they ended
 * @param alerts after they were resolved
 */
public record Keep(
        Duration deliveries,
        Duration tasks,
        Duration requests,
        Duration events,
        Duration sessions,
        Duration audit,
        Duration analytics,
        Duration backups,
        Duration alerts) {}

package dev.mosaicstack.functions.metricsscrape.target.mosaic;

import dev.mosaicstack.core.backup.Duty;
import dev.mosaicstack.core.backup.LookAtBackups;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.monitoring.Census;
import dev.mosaicstack.core.monitoring.Monitoring.Standing;
import dev.mosaicstack.core.monitoring.TakeCensus;
import dev.mosaicstack.core.monitoring.WatchEvents;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Gauges;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What our own flows are doing, from the database: it is the same whichever process looks. A state that nothing is in is 0,
 * an age of what is not there is 0 where that is good, and absent where it was never there.
 */
@Singleton
public final class MosaicProbe implements Probe {

    private static final List<String> SESSIONS = List.of("active", "closed", "expired");
    private static final List<String> TASKS =
            List.of("blocked", "queued", "assigned", "completed", "failed", "cancelled");
    private static final List<String> REQUESTS = List.of("pending", "delivered");

    private final TakeCensus census;
    private final WatchEvents events;
    private final LookAtBackups backups;

    public MosaicProbe(TakeCensus census, WatchEvents events, LookAtBackups backups) {
        this.census = census;
        this.events = events;
        this.backups = backups;
    }

    @Override
    public List<Family> read() throws Unreadable {
        try {
            var found = new Gauges();
            TakeCensus.Seen seen = census.look();
            counts(seen.census(), found);
            waiting(seen, found);
            subscriptions(seen.at(), found);
            backups(found);
            return found.families();
        } catch (Refusal e) {
            throw new Unreadable("its database does not answer: " + e.getMessage());
        }
    }

    private static void counts(Census census, Gauges found) {
        SESSIONS.forEach(state ->
                found.add("mosaic_sessions", "Sessions that are kept.", of(census.sessions(), state), "state", state));
        double busy = census.busyAgents();
        String agents = "Agents that are kept.";
        found.add("mosaic_agents", agents, Math.max(0, of(census.agents(), "live") - busy), "state", "idle")
                .add("mosaic_agents", agents, busy, "state", "busy")
                .add("mosaic_agents", agents, of(census.agents(), "lost"), "state", "lost")
                .add("mosaic_agents", agents, of(census.agents(), "stopped"), "state", "stopped");
        TASKS.forEach(
                state -> found.add("mosaic_tasks", "Tasks that are kept.", of(census.tasks(), state), "state", state));
        REQUESTS.forEach(state -> found.add(
                "mosaic_coordination_requests",
                "Requests from agent to agent that are open.",
                of(census.requests(), state),
                "state",
                state));
        found.add("mosaic_dead_letters", "Deliveries to subscribers that were given up.", census.deadLetters());
    }

    private static void waiting(TakeCensus.Seen seen, Gauges found) {
        Census census = seen.census();
        found.add(
                "mosaic_task_queue_age_seconds",
                "How long the task has waited that waits longest; 0 where none does.",
                seconds(census.queuedSince(), seen.at()));
        found.add(
                "mosaic_unpublished_events",
                "Events, webhooks among them, that are safe and that nobody sees yet.",
                census.unpublished());
        found.add(
                "mosaic_unpublished_events_age_seconds",
                "How long the oldest of them has waited; 0 where none does.",
                seconds(census.unpublishedSince(), seen.at()));
        if (census.webhookAt() != null) {
            found.add(
                    "mosaic_webhook_age_seconds",
                    "How long ago the last webhook came; absent where none is kept.",
                    seconds(census.webhookAt(), seen.at()));
        }
    }

    /** As in the own metrics of event-dispatch. */
    private void subscriptions(Instant now, Gauges found) {
        for (Standing standing : events.look().standings()) {
            String[] labels = {"subscription", standing.name()};
            found.add(
                    "mosaic_subscription_lag_events",
                    "Events of the log that the subscription has still before it.",
                    standing.lag(),
                    labels);
            found.add(
                    "mosaic_subscription_oldest_undelivered_age_seconds",
                    "Age of the oldest event that is not delivered; 0 where all are.",
                    seconds(standing.oldestAt(), now),
                    labels);
        }
    }

    /** The first as in the own metrics of backup-trigger. */
    private void backups(Gauges found) {
        LookAtBackups.Seen seen = backups.look();
        for (LookAtBackups.Standing standing : seen.standings()) {
            Duty duty = standing.duty();
            String[] labels = {"policy", duty.policy(), "kind", duty.kind().text()};
            if (duty.dueAt() != null) {
                found.add(
                        "mosaic_backup_overdue",
                        "1 where it is overdue, 0 where it is not; absent where it is never overdue.",
                        duty.dueAt().isAfter(seen.at()) ? 0 : 1,
                        labels);
            }
            if (duty.lastGoodAt() != null) {
                found.add(
                        "mosaic_backup_age_seconds",
                        "How long ago the newest good run ended; absent where there was none.",
                        seconds(duty.lastGoodAt(), seen.at()),
                        labels);
            }
        }
    }

    private static double of(Map<String, Long> counts, String state) {
        return counts.getOrDefault(state, 0L);
    }

    private static double seconds(Instant since, Instant now) {
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }
}

package dev.mosaicstack.core.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a batch of events of tasks and agents comes to. An event that tells of something unknown, because its begin is not
 * in the log any more, is counted as far as that goes and never fails.
 */
final class Collected {

    /** The project of a session that is not kept any more. */
    static final String UNKNOWN = "(unknown)";

    private final Analytics analytics;
    private final DayBook book;
    private final Map<String, String> projects = new HashMap<>();

    Collected(Analytics analytics, DayBook book) {
        this.analytics = analytics;
        this.book = book;
    }

    void task(Event event) {
        switch (event.what()) {
            case "created" -> analytics.save(times(event).created(event.time()));
            case "claimed" -> claimed(event);
            case "queued", "retried", "replayed" -> analytics.save(released(event));
            case "failed" -> {
                TaskTimes task = released(event);
                // It may be replayed.
                analytics.save(task);
                book.add(event.time(), task.project(), Figures.FAILED);
            }
            case "cancelled" -> {
                book.add(event.time(), released(event).project(), Figures.CANCELLED);
                analytics.forgetTask(idOf(event));
            }
            case "completed" -> {
                TaskTimes task = released(event);
                Figures figures = Figures.completed(
                        since(task.createdAt(), event.time()), since(task.firstClaimedAt(), event.time()));
                book.add(event.time(), task.project(), figures);
                analytics.forgetTask(idOf(event));
            }
            default -> {
                // Progress changes none of it.
            }
        }
    }

    private static Spread since(Instant begin, Instant end) {
        return begin == null ? Spread.NONE : Spread.of(Duration.between(begin, end));
    }

    private void claimed(Event event) {
        JsonNode data = Json.tree(event.data());
        String agentId = data.path("agentId").asText();
        boolean first = data.path("fence").longValue() == 1;
        analytics.save(times(event).claimed(agentId, first, event.time()));
        AgentTimes agent =
                analytics.agent(agentId).orElseGet(() -> new AgentTimes(agentId, projectOf(event), event.time(), null));
        if (agent.busySince() == null) {
            analytics.save(agent.busy(event.time()));
        }
    }

    /** Whoever held it does so no more: with its last task it is not busy any more. */
    private TaskTimes released(Event event) {
        TaskTimes task = times(event);
        if (task.holder() == null) {
            return task;
        }
        TaskTimes free = task.released();
        analytics.save(free);
        analytics
                .agent(task.holder())
                .filter(agent -> agent.busySince() != null && !analytics.holdsAny(agent.agentId()))
                .ifPresent(agent -> {
                    agent.addBusyTo(book, event.time());
                    analytics.save(agent.busy(null));
                });
        return free;
    }

    private TaskTimes times(Event event) {
        String id = idOf(event);
        return analytics
                .task(id)
                .orElseGet(() -> new TaskTimes(
                        id, projectOf(event), analytics.taskCreatedAt(id).orElse(null), null, null));
    }

    void agent(Event event) {
        String id = idOf(event);
        switch (event.what()) {
            case "deployed" -> analytics.save(new AgentTimes(id, projectOf(event), event.time(), null));
            case "returned" ->
                analytics.save(analytics
                        .agent(id)
                        .orElseGet(() -> new AgentTimes(id, projectOf(event), null, null))
                        .live(event.time()));
            case "lost" ->
                analytics.agent(id).ifPresent(agent -> {
                    agent.addTo(book, event.time());
                    analytics.save(agent.live(null).busy(null));
                });
            case "stopped" -> {
                analytics.agent(id).ifPresent(agent -> agent.addTo(book, event.time()));
                analytics.forgetAgent(id);
            }
            default -> {
                // There is no other that begins or ends its time.
            }
        }
    }

    /** What follows the slash of the subject. */
    private static String idOf(Event event) {
        return event.subject().substring(event.subject().indexOf('/') + 1);
    }

    private String projectOf(Event event) {
        return projects.computeIfAbsent(
                event.sessionId(), session -> analytics.projectOf(session).orElse(UNKNOWN));
    }
}

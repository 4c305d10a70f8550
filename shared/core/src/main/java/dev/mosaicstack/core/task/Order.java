package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.input.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is asked for: the part of a task that never changes.
 *
 * @param payload any JSON for the agent; null where there is none
 * @param targetAgent the only agent that may do it; null where {@code capability} routes it
 * @param capability what an agent must be able to do; null where it is addressed to one agent
 * @param priority 0 (first) to 9
 * @param deadline when it fails if it has not ended; null for never
 * @param lease how long a claim holds without a report
 */
public record Order(
        String title,
        JsonNode payload,
        String targetAgent,
        String capability,
        int priority,
        Set<String> dependsOn,
        Instant deadline,
        int maxAttempts,
        Duration lease) {

    /** What the caller sent, unchecked. */
    public record Draft(
            String title,
            JsonNode payload,
            String capability,
            String agentId,
            Integer priority,
            List<String> dependsOn,
            Instant deadline,
            Integer maxAttempts,
            Integer leaseSeconds) {}

    /** Bounds: priority 0..9 (5), maxAttempts 1..100 (3), leaseSeconds 1..86400 (60), up to 100 dependencies. */
    public static Order of(Check check, Draft draft, Instant now) {
        if ((draft.agentId() == null) == (draft.capability() == null)) {
            check.problem("capability", "or agentId is required, and not both");
        }
        return new Order(
                check.text("title", draft.title()),
                draft.payload(),
                check.optionalId("agentId", draft.agentId()),
                draft.capability() == null ? null : check.name("capability", draft.capability()),
                check.number("priority", draft.priority(), 0, 9, 5),
                check.ids("dependsOn", draft.dependsOn(), 100),
                check.future("deadline", draft.deadline(), now),
                check.number("maxAttempts", draft.maxAttempts(), 1, 100, 3),
                Duration.ofSeconds(check.number("leaseSeconds", draft.leaseSeconds(), 1, 86_400, 60)));
    }

    /** Who is to act: the key under which claims look for it. */
    public String route() {
        return targetAgent != null ? Event.toAgent(targetAgent) : Event.toCapability(capability);
    }
}

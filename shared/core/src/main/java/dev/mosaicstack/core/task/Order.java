package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
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
            @Field(value = "What is to be done, in a line", required = true, min = 1, max = Check.MAX_TEXT)
            String title,

            @Field("Any JSON for the agent: what it needs to do it")
            JsonNode payload,

            @Field(
                    value = "Routes it to any agent that can do this; either this or agentId is required",
                    min = 1,
                    max = Check.MAX_NAME)
            String capability,

            @Field(value = "The only agent that may do it; either this or capability is required", id = true)
            String agentId,

            @Field(value = "0 (first) to 9; 5 where left out", min = 0, max = 9)
            Integer priority,

            @Field(value = "Tasks of the same session that must be completed before", max = 100, id = true)
            List<String> dependsOn,

            @Field("When it fails if it has not ended, RFC 3339, in the future; never where left out")
            Instant deadline,

            @Field(value = "How often it is tried before it has failed for good; 3 where left out", min = 1, max = 100)
            Integer maxAttempts,

            @Field(
                    value = "How long a claim holds without a report, in seconds; 60 where left out",
                    min = 1,
                    max = 86_400)
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

package dev.mosaicstack.crash.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What there really is at the end: asked of the product, read from its database, seen on its stream. */
public record Evidence(Found found, List<Logged> log, Seen seen) {

    /** What the product answers when it is asked for each acknowledged thing, by id; what it does not know is absent. */
    public record Found(
            Map<String, Delivery> deliveries,
            Map<String, Task> tasks,
            Map<String, Request> requests,
            Map<String, String> sessions) {}

    /** @param bodySha256 of the body that came back */
    public record Delivery(String bodySha256, String eventId) {}

    public record Task(String state, long fence, String agentId, String result) {}

    public record Request(String state, String response) {}

    /** One row of the event log. */
    public record Logged(String id, String type, String subject) {}

    /**
     * What a consumer of the stream saw.
     *
     * @param changed ids that came with two different bodies
     * @param disorder places where a position was not the one after the last, within one reading
     * @param again how many entries it saw more than once
     * @param readings how often it had to begin at the stream's beginning
     */
    public record Seen(Set<String> ids, Set<String> changed, List<String> disorder, long again, int readings) {}
}

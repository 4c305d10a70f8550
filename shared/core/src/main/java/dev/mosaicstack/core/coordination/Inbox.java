package dev.mosaicstack.core.coordination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.Timing;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.agent.Agent;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.wait.Patience;
import dev.mosaicstack.core.wait.Wakeups;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reading and answering: the asked side of the relay. */
@Singleton
public final class Inbox {

    /** An answer, or the refusal to give one. */
    public sealed interface Reply {
        record Body(JsonNode body) implements Reply {}

        record Decline(String reason) implements Reply {}
    }

    private final Store store;
    private final RequestEvents events;
    private final Wakeups wakeups;
    private final Timing timing;
    private final Clock clock;

    public Inbox(Store store, RequestEvents events, Wakeups wakeups, Timing timing, Clock clock) {
        this.store = store;
        this.events = events;
        this.wakeups = wakeups;
        this.timing = timing;
        this.clock = clock;
    }

    /** Up to {@code max} requests, oldest first; an empty list where the patience ended. */
    public List<Request> read(Caller caller, String agentId, int max, Patience patience) {
        caller.mustBe(agentId);
        Agent agent = store.read(tx -> agentOf(tx, agentId));
        List<String> routes = agent.audiences(Set.of());
        List<String> topics = agent.topics(routes);
        return wakeups.await(
                        topics,
                        patience,
                        () -> anything(agentId, routes)
                                ? store.write(tx ->
                                        patience.gone() ? Optional.empty() : deliver(tx, caller, agentId, routes, max))
                                : Optional.<List<Request>>empty())
                .orElse(List.of());
    }

    private boolean anything(String agentId, List<String> routes) {
        return store.read(tx -> {
            Agent agent = agentOf(tx, agentId);
            return !tx.requests()
                    .readable(agent.sessionId(), routes, agentId, clock.instant(), 1)
                    .isEmpty();
        });
    }

    private Optional<List<Request>> deliver(Tx tx, Caller caller, String agentId, List<String> routes, int max) {
        Instant now = clock.instant();
        Agent agent = agentOf(tx, agentId);
        List<Request> shown = new ArrayList<>();
        for (Request request : tx.requests().readable(agent.sessionId(), routes, agentId, now, max)) {
            Request delivered = request.deliver(agentId, now.plus(timing.hold()), now);
            // One that was shown to the same agent before is shown again without a change.
            shown.add(delivered.equals(request) ? request : events.store(tx, caller, delivered, "delivered"));
        }
        return shown.isEmpty() ? Optional.empty() : Optional.of(shown);
    }

    private Agent agentOf(Tx tx, String agentId) {
        Agent agent = tx.agents().findShared(agentId).orElseThrow(() -> Refusal.NotFound.of("agent", agentId));
        tx.sessions().active(agent.sessionId(), clock.instant());
        return agent.mustNotBeStopped();
    }

    /**
     * Answers a request. The exact repeat gets the same; a late answer is kept and told of, but refused.
     *
     * @throws Refusal.Conflict {@code REQUEST_EXPIRED}, {@code REQUEST_ENDED} or {@code SESSION_CLOSED}
     */
    public Request respond(Caller caller, String requestId, String agentId, Reply reply) {
        caller.mustBe(agentId);
        Optional<Request> answered = store.write(tx -> {
            Request request =
                    tx.requests().find(requestId).orElseThrow(() -> Refusal.NotFound.of("request", requestId));
            caller.mustSee(request.sessionId(), "request", requestId);
            tx.agents()
                    .findShared(agentId)
                    .filter(agent -> agent.sessionId().equals(request.sessionId()))
                    .orElseThrow(() -> Refusal.NotFound.of("agent", agentId));
            return answer(tx, caller, request, agentId, reply);
        });
        return answered.orElseThrow(
                () -> new Refusal.Conflict("REQUEST_EXPIRED", requestId + " has expired; the late answer was kept"));
    }

    /** Empty where it came too late: that must be committed before it is refused. */
    private Optional<Request> answer(Tx tx, Caller caller, Request request, String agentId, Reply reply) {
        Instant now = clock.instant();
        if (repeats(request, agentId, reply)) {
            return Optional.of(request);
        }
        tx.sessions().active(request.sessionId(), now);
        if (request.tooLate(now)) {
            request.mustBeAnsweredBy(agentId);
            keepLate(tx, caller, request, reply, now);
            return Optional.empty();
        }
        Request answered =
                switch (reply) {
                    case Reply.Body b -> request.respond(agentId, b.body(), now);
                    case Reply.Decline d -> request.decline(agentId, d.reason(), now);
                };
        return Optional.of(events.store(tx, caller, answered, answered.stateText()));
    }

    private void keepLate(Tx tx, Caller caller, Request request, Reply reply, Instant now) {
        JsonNode late = Json.STRICT.valueToTree(
                switch (reply) {
                    case Reply.Body b -> java.util.Map.of("body", b.body());
                    case Reply.Decline d -> java.util.Map.of("declineReason", d.reason());
                });
        if (request.late() != null && same(late, request.late())) {
            return;
        }
        Request expired = request.ended() ? request : events.store(tx, caller, request.expire(now), "expired");
        events.store(tx, caller, expired.keepLate(late), "late");
    }

    private static boolean repeats(Request request, String agentId, Reply reply) {
        return switch (request.state()) {
            case Request.State.Responded r ->
                r.by().equals(agentId) && reply instanceof Reply.Body b && same(b.body(), r.body());
            case Request.State.Declined d ->
                d.by().equals(agentId)
                        && reply instanceof Reply.Decline c
                        && c.reason().equals(d.reason());
            case Request.State.Pending p -> false;
            case Request.State.Delivered d -> false;
            case Request.State.Expired e -> false;
        };
    }

    /** The same JSON, whatever became of 1.0 and the order of names on its way through the database. */
    private static boolean same(JsonNode one, JsonNode other) {
        return Json.canonicalHash(one).equals(Json.canonicalHash(other));
    }
}

package dev.mosaicstack.core.coordination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.wait.Patience;
import dev.mosaicstack.core.wait.Wakeups;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asking and looking up: the requesting side of the relay. */
@Singleton
public final class Relay {

    private static final int ROUND = 100;

    /** @param timeout 1 second to 1 day, 300 seconds by default */
    public record Wanted(
            String sessionId,
            String from,
            String to,
            String capability,
            String topic,
            JsonNode body,
            Duration timeout) {

        public static Wanted of(
                Check check,
                String sessionId,
                String from,
                String to,
                String capability,
                String topic,
                JsonNode body,
                Integer timeoutSeconds) {
            if ((to == null) == (capability == null)) {
                check.problem("to", "or capability is required, and not both");
            }
            if (body == null || body.isNull()) {
                check.problem("body", "is required");
            }
            return new Wanted(
                    check.id("sessionId", sessionId),
                    check.id("from", from),
                    check.optionalId("to", to),
                    capability == null ? null : check.name("capability", capability),
                    check.text("topic", topic),
                    body,
                    Duration.ofSeconds(check.number("timeoutSeconds", timeoutSeconds, 1, 86_400, 300)));
        }
    }

    private final Store store;
    private final RequestEvents events;
    private final Wakeups wakeups;
    private final Ids ids;
    private final Clock clock;

    public Relay(Store store, RequestEvents events, Wakeups wakeups, Ids ids, Clock clock) {
        this.store = store;
        this.events = events;
        this.wakeups = wakeups;
        this.ids = ids;
        this.clock = clock;
    }

    /** Asks; what is kept for a repeat is the request's id, so that the repeat waits for the same answer. */
    public Request ask(Caller caller, Wanted wanted, Patience patience, Answer<Request, Request> answer) {
        caller.mustSee(wanted.sessionId(), "session", wanted.sessionId());
        caller.mustBe(wanted.from());
        Request asked = store.write(tx -> {
            Optional<String> earlier = answer.subject(tx);
            if (earlier.isPresent()) {
                return tx.requests().find(earlier.get()).orElseThrow();
            }
            Request made = insert(tx, caller, wanted);
            answer.keepSubject(tx, made.id());
            return made;
        });
        return awaitEnd(caller, asked.id(), patience);
    }

    private Request insert(Tx tx, Caller caller, Wanted wanted) {
        Instant now = clock.instant();
        tx.sessions().active(wanted.sessionId(), now);
        tx.agents().ofSession(wanted.from(), wanted.sessionId());
        if (wanted.to() != null) {
            tx.agents().ofSession(wanted.to(), wanted.sessionId());
        }
        return events.create(
                tx,
                caller,
                new Request(
                        ids.next(),
                        wanted.sessionId(),
                        wanted.from(),
                        wanted.to(),
                        wanted.capability(),
                        wanted.topic(),
                        wanted.body(),
                        now.plus(wanted.timeout()),
                        new Request.State.Pending(),
                        null,
                        now,
                        1));
    }

    /** The request as it is, or as soon as it has ended while the patience lasts. */
    public Request awaitEnd(Caller caller, String id, Patience patience) {
        return wakeups.await(List.of("requests/" + id), patience, () -> Optional.of(find(caller, id))
                        .filter(Request::ended))
                .orElseGet(() -> find(caller, id));
    }

    private Request find(Caller caller, String id) {
        Request request =
                store.read(tx -> tx.requests().find(id)).orElseThrow(() -> Refusal.NotFound.of("request", id));
        caller.mustSee(request.sessionId(), "request", id);
        return request;
    }

    /** Background work. @return how many requests expired */
    public int sweep() {
        Instant now = clock.instant();
        int expired = 0;
        for (String id : store.read(tx -> tx.requests().overdue(now, ROUND))) {
            expired += store.write(tx -> tx.requests()
                            .find(id)
                            .filter(request -> !request.ended())
                            .map(request -> events.store(tx, Caller.SYSTEM, request.expire(now), "expired"))
                            .isPresent())
                    ? 1
                    : 0;
        }
        return expired;
    }
}

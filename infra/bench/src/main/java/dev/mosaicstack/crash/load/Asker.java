package dev.mosaicstack.crash.load;

import dev.mosaicstack.crash.ledger.Entry;
import dev.mosaicstack.crash.ledger.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** One half of a relay pair: asks, and waits a moment for the answer. */
final class Asker implements Worker {

    private final Access access;
    private final Agent agent;
    private final Agent other;

    Asker(Access access, Agent agent, Agent other) {
        this.access = access;
        this.agent = agent;
        this.other = other;
    }

    @Override
    public void once() {
        String key = UUID.randomUUID().toString();
        String body = "question " + key;
        access.ledger().sent(Kind.REQUESTS, 1);
        // It must be answered in the end, so it does not expire while the product is away.
        var fields = Map.of(
                "sessionId",
                agent.session(),
                "from",
                agent.id(),
                "to",
                other.id(),
                "topic",
                "crash",
                "body",
                body,
                "timeoutSeconds",
                86_400,
                "waitSeconds",
                1);
        var call = Call.of("coordination-request", agent.token(), fields)
                .waiting(1)
                .once(key);
        if (access.client().insist(call) instanceof Outcome.Accepted accepted) {
            access.ledger()
                    .add(new Entry.Asked(key, accepted.body().path("requestId").asText(), body));
        }
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(150);
    }
}

package dev.mosaicstack.crash.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.crash.ledger.Entry;
import dev.mosaicstack.crash.ledger.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The other half of a relay pair: reads its inbox and answers everything in it with what was asked. */
final class Answerer implements Worker {

    private final Access access;
    private final Agent agent;
    private final Set<String> answered = new HashSet<>();

    Answerer(Access access, Agent agent) {
        this.access = access;
        this.agent = agent;
    }

    @Override
    public void once() {
        var call = Call.of("coordination-inbox", agent.token(), Map.of("agentId", agent.id(), "waitSeconds", 1))
                .waiting(1);
        if (access.client().insist(call) instanceof Outcome.Accepted accepted) {
            accepted.body().path("requests").forEach(this::answer);
        }
    }

    private void answer(JsonNode request) {
        String id = request.path("requestId").asText();
        String body = "answer to " + request.path("body").asText();
        if (answered.contains(id)) {
            access.ledger().add(new Entry.Wrong("an answered request is in the inbox again: " + id));
            return;
        }
        access.ledger().sent(Kind.REPLIES, 1);
        access.ledger().add(new Entry.ReplySent(id, body));
        var reply = Map.of("requestId", id, "agentId", agent.id(), "body", body);
        if (access.client().insist(Call.of("coordination-respond", agent.token(), reply)) instanceof Outcome.Accepted) {
            access.ledger().add(new Entry.Replied(id, body));
            answered.add(id);
        }
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(20);
    }
}

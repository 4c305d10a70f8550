package dev.mosaicstack.crash.ledger;

import static java.util.stream.Collectors.toSet;

import dev.mosaicstack.crash.ledger.Entry.Asked;
import dev.mosaicstack.crash.ledger.Entry.Replied;
import dev.mosaicstack.crash.ledger.Entry.ReplySent;
import dev.mosaicstack.crash.ledger.Finding.Broken;
import dev.mosaicstack.crash.ledger.Finding.Lost;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What one agent asked reaches the other, and what that one answered is kept. */
final class RelayRules {

    private RelayRules() {}

    static void check(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        Set<ReplySent> sent = Set.copyOf(ledger.all(ReplySent.class).stream().collect(toSet()));
        Map<String, String> byKey = new HashMap<>();
        for (Asked asked : ledger.all(Asked.class)) {
            String first = byKey.putIfAbsent(asked.key(), asked.requestId());
            if (first == null) {
                isAnswered(asked, evidence, sent, findings);
            } else if (!first.equals(asked.requestId())) {
                findings.accept(
                        new Broken("one Idempotency-Key makes one request", first + " and " + asked.requestId()));
            }
        }
        for (Replied replied : ledger.all(Replied.class)) {
            var request = evidence.found().requests().get(replied.requestId());
            if (!new Evidence.Request("responded", replied.body()).equals(request)) {
                findings.accept(new Lost(Kind.REPLIES, replied.requestId(), replied + ", but is " + request));
            }
        }
    }

    private static void isAnswered(Asked asked, Evidence evidence, Set<ReplySent> sent, Consumer<Finding> findings) {
        var request = evidence.found().requests().get(asked.requestId());
        if (request == null) {
            findings.accept(new Lost(Kind.REQUESTS, asked.requestId(), "coordination-get does not know it"));
        } else if (!request.state().equals("responded")) {
            findings.accept(new Broken("every request is answered", asked.requestId() + " is " + request.state()));
        } else if (!sent.contains(new ReplySent(asked.requestId(), request.response()))) {
            findings.accept(new Broken("an answer is what was answered", asked.requestId() + " has " + request));
        }
    }
}

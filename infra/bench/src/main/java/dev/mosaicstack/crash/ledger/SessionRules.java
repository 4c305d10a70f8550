package dev.mosaicstack.crash.ledger;

import static java.util.stream.Collectors.toSet;

import dev.mosaicstack.crash.ledger.Entry.Closed;
import dev.mosaicstack.crash.ledger.Entry.Opened;
import dev.mosaicstack.crash.ledger.Finding.Broken;
import dev.mosaicstack.crash.ledger.Finding.Lost;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A session that was made is there, and one that was closed stays closed. */
final class SessionRules {

    private SessionRules() {}

    static void check(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        Set<String> closed =
                ledger.all(Closed.class).stream().map(Closed::sessionId).collect(toSet());
        Map<String, String> byKey = new HashMap<>();
        for (Opened opened : ledger.all(Opened.class)) {
            String id = opened.sessionId();
            String first = byKey.putIfAbsent(opened.key(), id);
            String state = evidence.found().sessions().get(id);
            if (first != null && !first.equals(id)) {
                findings.accept(new Broken("one Idempotency-Key makes one session", first + " and " + id));
            } else if (state == null) {
                findings.accept(new Lost(Kind.SESSIONS, id, "session-get does not know it"));
            } else if (closed.contains(id) && !state.equals("closed")) {
                findings.accept(new Lost(Kind.SESSIONS, id, "it was closed, but is " + state));
            }
        }
    }
}

package dev.mosaicstack.crash;

import dev.mosaicstack.crash.ledger.Entry;
import dev.mosaicstack.crash.load.Access;
import dev.mosaicstack.crash.load.Call;
import dev.mosaicstack.crash.load.Outcome;
import java.util.List;
import java.util.Map;

/** What was accepted and is not at its end yet. */
record Backlog(Access access, String session) {

    boolean isDone() {
        return List.of("queued", "assigned", "blocked").stream().allMatch(this::hasNone) && allAnswered();
    }

    private boolean hasNone(String state) {
        var call = Call.of("task-list", access.adminToken(), Map.of("sessionId", session, "state", state, "limit", 1));
        return access.client().insist(call) instanceof Outcome.Accepted accepted
                && accepted.body().path("items").isEmpty();
    }

    private boolean allAnswered() {
        var ledger = access.ledger();
        return ledger.all(Entry.Asked.class).size()
                <= ledger.all(Entry.Replied.class).size();
    }
}

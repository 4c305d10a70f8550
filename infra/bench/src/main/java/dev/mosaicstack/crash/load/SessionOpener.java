package dev.mosaicstack.crash.load;

import dev.mosaicstack.crash.ledger.Entry;
import dev.mosaicstack.crash.ledger.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Makes sessions and closes every second of them. */
final class SessionOpener implements Worker {

    private final Access access;
    private boolean close;

    SessionOpener(Access access) {
        this.access = access;
    }

    @Override
    public void once() {
        String key = UUID.randomUUID().toString();
        access.ledger().sent(Kind.SESSIONS, 1);
        if (access.admin("session-create", key, Map.of("project", "crash", "client", "visitor"))
                instanceof Outcome.Accepted accepted) {
            String id = accepted.body().path("sessionId").asText();
            access.ledger().add(new Entry.Opened(key, id));
            close = !close;
            if (close) {
                close(id);
            }
        }
    }

    private void close(String id) {
        var call = Call.of("session-close", access.adminToken(), Map.of("sessionId", id))
                .mayBe("SESSION_CLOSED");
        switch (access.client().insist(call)) {
            case Outcome.Accepted accepted -> access.ledger().add(new Entry.Closed(id));
            // Nobody else closes it: the answer of the first sending was lost.
            case Outcome.Refused refused
            when refused.code().equals("SESSION_CLOSED") -> access.ledger().add(new Entry.Closed(id));
            case Outcome.Refused refused -> {}
        }
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(500);
    }
}

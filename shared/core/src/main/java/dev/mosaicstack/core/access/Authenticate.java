package dev.mosaicstack.core.access;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Turns a bearer token into a caller. Reads the row each time, so that a revoked token is dead at once. */
@Singleton
public final class Authenticate {

    private final Store store;
    private final Clock clock;

    public Authenticate(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @throws Refusal.Unauthenticated where the token is unknown, expired or revoked; the three are not told apart
     * @throws Refusal.Conflict {@code SESSION_CLOSED} or {@code AGENT_STOPPED} to an agent that reports on its work
     *     after its token ended with its session or with itself: it must learn that the work is no longer wanted
     * @param reports whether what is asked may be such a report
     */
    public Caller bearer(String secret, boolean reports, String requestId) {
        String hash = Secrets.hash(secret);
        return store.read(tx -> {
            Token token = tx.tokens().findByHash(hash).orElseThrow(Authenticate::unknown);
            if (!token.goodAt(clock.instant())) {
                if (reports) {
                    tellAgent(tx, token);
                }
                throw unknown();
            }
            return token.caller(requestId);
        });
    }

    private void tellAgent(Tx tx, Token token) {
        if (token.role() == Role.AGENT) {
            tx.sessions()
                    .find(token.sessionId())
                    .orElseThrow(Authenticate::unknown)
                    .mustBeActive(clock.instant());
            tx.agents().find(token.agentId()).orElseThrow(Authenticate::unknown).mustNotBeStopped();
        }
    }

    private static Refusal unknown() {
        return new Refusal.Unauthenticated("UNAUTHENTICATED", "the bearer token is unknown, expired or revoked");
    }

    /** @throws Refusal.Forbidden where the caller's role does not have the call, or its token is limited to others */
    public static void authorize(Caller caller, Call call) {
        if (!call.roles().contains(caller.role())) {
            throw new Refusal.Forbidden("role " + caller.role().text() + " may not call " + call.path());
        }
        if (!caller.may(call)) {
            throw new Refusal.Forbidden("this token is limited to other calls than " + call.path());
        }
    }
}

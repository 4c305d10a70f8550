package dev.mosaicstack.core.access;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
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

    /** @throws Refusal.Unauthenticated where the token is unknown, expired or revoked; the three are not told apart */
    public Caller bearer(String secret, String requestId) {
        String hash = Secrets.hash(secret);
        Token token = store.read(tx -> tx.tokens().findByHash(hash))
                .filter(t -> t.goodAt(clock.instant()))
                .orElseThrow(() -> new Refusal.Unauthenticated(
                        "UNAUTHENTICATED", "the bearer token is unknown, expired or revoked"));
        return token.caller(requestId);
    }

    /** @throws Refusal.Forbidden where the caller's role does not have the call */
    public static void authorize(Caller caller, Call call) {
        if (!call.roles().contains(caller.role())) {
            throw new Refusal.Forbidden("role " + caller.role().text() + " may not call " + call.path());
        }
    }
}

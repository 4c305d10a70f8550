package dev.mosaicstack.core.store;

import java.time.Instant;
import java.util.Optional;

/** Answers kept under the caller's Idempotency-Key, committed with the effect that they answer for. */
public interface Idempotency {

    /** Whose key, for which call. */
    record Scope(String tokenId, String call, String key) {}

    /** @param subject the id of what was made, for answers that hold a secret and are not kept as text */
    record Kept(String bodyHash, String subject, String answer) {}

    /** What was kept under the scope since {@code notBefore}; MUST make a concurrent twin wait for this transaction. */
    Optional<Kept> find(Scope scope, Instant notBefore);

    void keep(Scope scope, Kept kept, Instant now);

    /** Forgets up to {@code limit} answers kept before {@code before}. @return how many */
    int forget(Instant before, int limit);
}

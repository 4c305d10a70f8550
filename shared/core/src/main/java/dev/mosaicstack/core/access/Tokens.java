package dev.mosaicstack.core.access;

import dev.mosaicstack.core.input.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The token rows, seen from inside a transaction. */
public interface Tokens {

    void insert(Token token);

    Optional<Token> find(String id);

    Optional<Token> findByHash(String hash);

    /** A fresh secret for the same token; one that was revoked stays so. */
    void replaceHash(String id, String hash);

    /** As above, and it is good again. */
    void restore(String id, String hash);

    /** @return false where it was revoked already */
    boolean revoke(String id, Instant now);

    /** Revokes every good token of the agent. */
    void revokeOfAgent(String agentId, Instant now);

    /** Revokes every good token of the session's agents. */
    void revokeOfSession(String sessionId, Instant now);

    /** Newest first, up to {@code limit + 1}. */
    List<Token> list(Page.Ask ask);

    /** Ids of tokens that were revoked or have expired at {@code before} or earlier; never the first administrator's. */
    List<String> endedBefore(Instant before, int limit);

    void forget(String id);
}

package dev.mosaicstack.core.access;

import java.time.Instant;
import java.util.Set;

/**
 * An API token as it is stored: the secret itself is not there, only its SHA-256.
 *
 * @param sessionId for an agent's token; null otherwise
 * @param agentId for an agent's token; null otherwise
 * @param expiresAt null for a token that does not expire
 * @param revokedAt null while it is good
 * @param calls the only calls it may make, of those that its role may; null for all of them
 */
public record Token(
        String id,
        String name,
        Role role,
        String hash,
        String sessionId,
        String agentId,
        Instant createdAt,
        Instant expiresAt,
        Instant revokedAt,
        Set<Call> calls) {

    /** Of all calls of its role. */
    public Token(
            String id,
            String name,
            Role role,
            String hash,
            String sessionId,
            String agentId,
            Instant createdAt,
            Instant expiresAt,
            Instant revokedAt) {
        this(id, name, role, hash, sessionId, agentId, createdAt, expiresAt, revokedAt, null);
    }

    public boolean goodAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    public Caller caller(String requestId) {
        return new Caller(id, role, sessionId, agentId, requestId, calls);
    }
}

package dev.mosaicstack.core.access;

import java.time.Instant;

/**
 * An API token as it is stored: the secret itself is not there, only its SHA-256.
 *
 * @param sessionId for an agent's token; null otherwise
 * @param agentId for an agent's token; null otherwise
 * @param expiresAt null for a token that does not expire
 * @param revokedAt null while it is good
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
        Instant revokedAt) {

    public boolean goodAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    public Caller caller(String requestId) {
        return new Caller(id, role, sessionId, agentId, requestId);
    }
}

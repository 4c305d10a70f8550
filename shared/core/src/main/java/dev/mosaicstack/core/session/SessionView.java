package dev.mosaicstack.core.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/** A session as callers see it. @param tasks how many tasks are in which state; only in session-get */
public record SessionView(
        String sessionId,
        String project,
        String client,
        String state,
        Instant createdAt,
        Instant expiresAt,
        Instant endedAt,
        JsonNode metadata,
        Map<String, Integer> tasks,
        long version) {

    static SessionView of(Session session) {
        return new SessionView(
                session.id(),
                session.project(),
                session.client(),
                session.stateText(),
                session.createdAt(),
                session.expiresAt(),
                session.endedAt(),
                session.metadata(),
                null,
                session.version());
    }

    SessionView with(Map<String, Integer> counted) {
        return new SessionView(
                sessionId, project, client, state, createdAt, expiresAt, endedAt, metadata, counted, version);
    }
}

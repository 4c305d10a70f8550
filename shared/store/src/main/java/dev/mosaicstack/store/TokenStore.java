package dev.mosaicstack.store;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.access.Token;
import dev.mosaicstack.core.access.Tokens;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

record TokenStore(Sql sql) implements Tokens {

    @Override
    public void insert(Token token) {
        sql.update(
                """
                INSERT INTO token (id, name, role, hash, session_id, agent_id, created_at, expires_at, revoked_at,
                    calls)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                token.id(),
                token.name(),
                token.role().text(),
                token.hash(),
                token.sessionId(),
                token.agentId(),
                Row.millis(token.createdAt()),
                Row.millis(token.expiresAt()),
                Row.millis(token.revokedAt()),
                text(token.calls()));
    }

    @Override
    public Optional<Token> find(String id) {
        return sql.one(TokenStore::read, sql.forUpdate("SELECT * FROM token WHERE id = ?"), id);
    }

    @Override
    public Optional<Token> findByHash(String hash) {
        return sql.one(TokenStore::read, "SELECT * FROM token WHERE hash = ?", hash);
    }

    @Override
    public void replaceHash(String id, String hash) {
        sql.update("UPDATE token SET hash = ? WHERE id = ?", hash, id);
    }

    @Override
    public void restore(String id, String hash) {
        sql.update("UPDATE token SET hash = ?, revoked_at = NULL WHERE id = ?", hash, id);
    }

    @Override
    public boolean revoke(String id, Instant now) {
        return sql.update("UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", Row.millis(now), id)
                == 1;
    }

    @Override
    public void revokeOfAgent(String agentId, Instant now) {
        sql.update(
                "UPDATE token SET revoked_at = ? WHERE agent_id = ? AND revoked_at IS NULL", Row.millis(now), agentId);
    }

    @Override
    public void revokeOfSession(String sessionId, Instant now) {
        sql.update(
                "UPDATE token SET revoked_at = ? WHERE session_id = ? AND revoked_at IS NULL",
                Row.millis(now),
                sessionId);
    }

    @Override
    public List<Token> list(Page.Ask ask) {
        return new Where().page(sql, TokenStore::read, "SELECT * FROM token", "id", ask);
    }

    private static Token read(Row row) throws SQLException {
        return new Token(
                row.text("id"),
                row.text("name"),
                Role.of(row.text("role")),
                row.text("hash"),
                row.text("session_id"),
                row.text("agent_id"),
                row.time("created_at"),
                row.time("expires_at"),
                row.time("revoked_at"),
                calls(row.text("calls")));
    }

    private static String text(Set<Call> calls) {
        return calls == null ? null : calls.stream().map(Call::path).collect(Collectors.joining(" "));
    }

    /** A call that there is no more leaves a token with one less, never with all. */
    private static Set<Call> calls(String text) {
        if (text == null) {
            return null;
        }
        Set<Call> calls = EnumSet.noneOf(Call.class);
        for (String name : text.split(" ")) {
            Call.ofPath(name).ifPresent(calls::add);
        }
        return calls;
    }

    @Override
    public List<String> endedBefore(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                """
                SELECT id FROM token WHERE id > ? AND id < ? AND (revoked_at <= ? OR expires_at <= ?)
                ORDER BY id LIMIT ?""",
                AdminToken.ID,
                Ids.floor(before),
                Row.millis(before),
                Row.millis(before),
                limit);
    }

    @Override
    public void forget(String id) {
        sql.update("DELETE FROM token WHERE id = ?", id);
    }
}

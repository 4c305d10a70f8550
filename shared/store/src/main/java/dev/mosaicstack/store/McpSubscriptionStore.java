package dev.mosaicstack.store;

import dev.mosaicstack.core.mcp.McpSubscription;
import dev.mosaicstack.core.mcp.McpSubscriptions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record McpSubscriptionStore(Sql sql) implements McpSubscriptions {

    @Override
    public void subscribe(McpSubscription subscription, Instant now) {
        Optional<McpSubscription> known = sql.one(
                McpSubscriptionStore::read,
                sql.forUpdate("SELECT * FROM mcp_subscription WHERE mcp_session = ? AND uri = ?"),
                subscription.mcpSession(),
                subscription.uri());
        if (known.isEmpty()) {
            insert(subscription, now);
        } else if (!known.get().active()) {
            sql.update(
                    "UPDATE mcp_subscription SET active = 1, told = ?, changed_at = ?, seen_at = ? WHERE id = ?",
                    subscription.told(),
                    Row.millis(now),
                    Row.millis(now),
                    known.get().id());
        }
    }

    private void insert(McpSubscription subscription, Instant now) {
        sql.update(
                """
                INSERT INTO mcp_subscription (id, mcp_session, uri, active, told, changed_at, seen_at)
                VALUES (?, ?, ?, 1, ?, ?, ?)""",
                subscription.id(),
                subscription.mcpSession(),
                subscription.uri(),
                subscription.told(),
                Row.millis(now),
                Row.millis(now));
    }

    @Override
    public void unsubscribe(String mcpSession, String uri, Instant now) {
        sql.update("""
                UPDATE mcp_subscription SET active = 0, changed_at = ?, seen_at = ?
                WHERE mcp_session = ? AND uri = ? AND active = 1""", Row.millis(now), Row.millis(now), mcpSession, uri);
    }

    @Override
    public void end(String mcpSession, Instant now) {
        sql.update("""
                UPDATE mcp_subscription SET active = 0, changed_at = ?, seen_at = ?
                WHERE mcp_session = ? AND active = 1""", Row.millis(now), Row.millis(now), mcpSession);
    }

    @Override
    public List<McpSubscription> active(String mcpSession) {
        return sql.list(
                McpSubscriptionStore::read,
                "SELECT * FROM mcp_subscription WHERE mcp_session = ? AND active = 1 ORDER BY uri",
                mcpSession);
    }

    @Override
    public List<McpSubscription> changedSince(Instant since) {
        return sql.list(
                McpSubscriptionStore::read, "SELECT * FROM mcp_subscription WHERE changed_at >= ?", Row.millis(since));
    }

    @Override
    public void told(String mcpSession, long position, Instant now) {
        sql.update(
                "UPDATE mcp_subscription SET told = ?, seen_at = ? WHERE mcp_session = ? AND active = 1 AND told <= ?",
                position,
                Row.millis(now),
                mcpSession,
                position);
    }

    @Override
    public List<String> old(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM mcp_subscription WHERE seen_at <= ? ORDER BY seen_at LIMIT ?",
                Row.millis(before),
                limit);
    }

    @Override
    public void forget(String id) {
        sql.update("DELETE FROM mcp_subscription WHERE id = ?", id);
    }

    private static McpSubscription read(Row row) throws SQLException {
        return new McpSubscription(
                row.text("id"),
                row.text("mcp_session"),
                row.text("uri"),
                row.integer("active") == 1,
                row.number("told"));
    }
}

package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Idempotency;
import java.time.Instant;
import java.util.Optional;

/**
 * A concurrent twin waits: on SQLite because there is one writer at a time, elsewhere because both begin by inserting the
 * same row. A row without an answer belongs to a call that has none to keep.
 */
record IdempotencyStore(Sql sql) implements Idempotency {

    private static final String NO_ANSWER = "";
    private static final String KEY = " WHERE token_id = ? AND api_call = ? AND request_key = ?";
    private static final String INSERT =
            "INTO idempotency (token_id, api_call, request_key, body_hash, subject, answer, created_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";

    @Override
    public Optional<Kept> find(Scope scope, Instant notBefore) {
        if (sql.locks()) {
            insert(sql.dialect().insertUnlessThere(INSERT), scope, new Kept(NO_ANSWER, null, NO_ANSWER), notBefore);
        }
        return sql.one(
                row -> new Kept(row.text("body_hash"), row.text("subject"), row.text("answer")),
                sql.forUpdate("SELECT * FROM idempotency" + KEY + " AND created_at > ? AND answer <> ''"),
                scope.tokenId(),
                scope.call(),
                scope.key(),
                Row.millis(notBefore));
    }

    @Override
    public int forget(Instant before, int limit) {
        Optional<Instant> upTo = sql.one(
                row -> row.time("created_at"),
                "SELECT created_at FROM idempotency WHERE created_at <= ? ORDER BY created_at LIMIT 1 OFFSET ?",
                Row.millis(before),
                limit - 1);
        return sql.update("DELETE FROM idempotency WHERE created_at <= ?", Row.millis(upTo.orElse(before)));
    }

    /** Replaces what was kept more than a day ago under the same key. */
    @Override
    public void keep(Scope scope, Kept kept, Instant now) {
        int replaced = sql.update(
                "UPDATE idempotency SET body_hash = ?, subject = ?, answer = ?, created_at = ?" + KEY,
                kept.bodyHash(),
                kept.subject(),
                kept.answer(),
                Row.millis(now),
                scope.tokenId(),
                scope.call(),
                scope.key());
        if (replaced == 0) {
            insert("INSERT " + INSERT, scope, kept, now);
        }
    }

    private void insert(String statement, Scope scope, Kept kept, Instant now) {
        sql.update(
                statement,
                scope.tokenId(),
                scope.call(),
                scope.key(),
                kept.bodyHash(),
                kept.subject(),
                kept.answer(),
                Row.millis(now));
    }
}

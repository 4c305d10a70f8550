package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Idempotency;
import java.time.Instant;
import java.util.Optional;

/** A concurrent twin waits because SQLite has one writer at a time: it looks after the first one committed. */
record IdempotencyStore(Sql sql) implements Idempotency {

    @Override
    public Optional<Kept> find(Scope scope, Instant notBefore) {
        return sql.one(
                row -> new Kept(row.text("body_hash"), row.text("subject"), row.text("answer")),
                "SELECT * FROM idempotency WHERE token_id = ? AND call = ? AND key = ? AND created_at > ?",
                scope.tokenId(),
                scope.call(),
                scope.key(),
                Row.millis(notBefore));
    }

    @Override
    public int forget(Instant before, int limit) {
        return sql.update("""
                DELETE FROM idempotency WHERE (token_id, call, key) IN
                    (SELECT token_id, call, key FROM idempotency WHERE created_at <= ? ORDER BY created_at LIMIT ?)""", Row.millis(before), limit);
    }

    /** Replaces what was kept more than a day ago under the same key. */
    @Override
    public void keep(Scope scope, Kept kept, Instant now) {
        sql.update(
                """
                INSERT INTO idempotency (token_id, call, key, body_hash, subject, answer, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (token_id, call, key) DO UPDATE SET
                    body_hash = excluded.body_hash, subject = excluded.subject,
                    answer = excluded.answer, created_at = excluded.created_at""",
                scope.tokenId(),
                scope.call(),
                scope.key(),
                kept.bodyHash(),
                kept.subject(),
                kept.answer(),
                Row.millis(now));
    }
}

package dev.mosaicstack.store;

import dev.mosaicstack.core.access.Keys;
import java.time.Instant;
import java.util.Optional;

record KeyStore(Sql sql) implements Keys {

    private static final String FIND = "SELECT value FROM shared_key WHERE name = ?";

    @Override
    public Optional<byte[]> find(String name) {
        return sql.one(row -> row.bytes("value"), FIND, name);
    }

    /** The row that is there is read with a lock: what another has just committed is not in every snapshot. */
    @Override
    public byte[] keep(String name, byte[] key, Instant now) {
        sql.update(
                sql.dialect().insertUnlessThere("INTO shared_key (name, value, created_at) VALUES (?, ?, ?)"),
                name,
                key,
                Row.millis(now));
        return sql.one(row -> row.bytes("value"), sql.forUpdate(FIND), name).orElseThrow();
    }
}

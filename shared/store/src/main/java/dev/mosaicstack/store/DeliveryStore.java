package dev.mosaicstack.store;

import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.webhook.Deliveries;
import dev.mosaicstack.core.webhook.Delivery;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

record DeliveryStore(Sql sql) implements Deliveries {

    private static final byte[] NO_BODY = {};

    private static final String COLUMNS = "delivery.id, delivery.source, external_id, forge, event, delivery.type, "
            + "body_hash, content_type, received_at, event_id, duplicate_of, "
            + "CASE WHEN event.id IS NULL THEN 0 ELSE coalesce(event.position, " + Long.MAX_VALUE
            + ") END AS event_position";

    /** An event that is not kept any more was published long ago; one without a position yet is not published. */
    private static final String FROM = " FROM delivery LEFT JOIN event ON event.id = delivery.event_id";

    private static final String WITH_BODY = "SELECT " + COLUMNS + ", body" + FROM;
    private static final String WITHOUT_BODY = "SELECT " + COLUMNS + ", NULL AS body" + FROM;

    /**
     * One statement for both, because each costs every accept its share of the one writer's time. There is at most one
     * original of each kind; an order would only lead a planner to an index that has it.
     */
    static final String FIND_ORIGINAL = """
            SELECT * FROM (SELECT id, event_id, type FROM delivery
                WHERE external_id = ? AND source = ? AND duplicate_of IS NULL LIMIT 1) AS same_id
            UNION ALL
            SELECT * FROM (SELECT id, event_id, type FROM delivery
                WHERE source = ? AND type = ? AND body_hash = ? AND received_at > ? AND duplicate_of IS NULL
                LIMIT 1) AS same_content
            LIMIT 1""";

    @Override
    public void insert(Delivery delivery) {
        sql.update(
                """
                INSERT INTO delivery (id, source, external_id, forge, event, type, body_hash, content_type, body,
                    received_at, event_id, duplicate_of)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                delivery.id(),
                delivery.source(),
                delivery.externalId(),
                delivery.forge(),
                delivery.event(),
                delivery.type(),
                delivery.bodyHash(),
                delivery.contentType(),
                delivery.body(),
                Row.millis(delivery.receivedAt()),
                delivery.eventId(),
                delivery.duplicateOf());
    }

    @Override
    public Optional<Delivery> find(String id) {
        return sql.one(DeliveryStore::read, WITH_BODY + " WHERE delivery.id = ?", id);
    }

    /** At most two locks, always taken in the order of their numbers, so that no two deliveries wait for each other. */
    @Override
    public void alone(Delivery delivery) {
        if (sql.locks()) {
            long content = Dialect.lockNumber(delivery.source(), delivery.type(), delivery.bodyHash());
            LongStream keys = delivery.externalId() == null
                    ? LongStream.of(content)
                    : LongStream.of(Dialect.lockNumber(delivery.source(), delivery.externalId()), content);
            keys.sorted().distinct().forEach(key -> sql.dialect().lock(sql, key));
        }
    }

    @Override
    public Optional<Original> original(Delivery delivery, Instant notBefore) {
        return sql.one(
                DeliveryStore::original,
                FIND_ORIGINAL,
                delivery.externalId(),
                delivery.source(),
                delivery.source(),
                delivery.type(),
                delivery.bodyHash(),
                Row.millis(notBefore));
    }

    @Override
    public List<Delivery> list(Filter filter, Page.Ask ask) {
        return new Where()
                .and("delivery.source = ?", filter.source())
                .and("delivery.type = ?", filter.type())
                .and("delivery.event = ?", filter.event())
                .and("external_id = ?", filter.externalId())
                .page(sql, DeliveryStore::read, WITHOUT_BODY, "delivery.id", ask);
    }

    private static Original original(Row row) throws SQLException {
        return new Original(row.text("id"), row.text("event_id"), row.text("type"));
    }

    private static Delivery read(Row row) throws SQLException {
        return new Delivery(
                row.text("id"),
                row.text("source"),
                row.text("external_id"),
                row.text("forge"),
                row.text("event"),
                row.text("type"),
                row.text("body_hash"),
                row.text("content_type"),
                body(row),
                row.time("received_at"),
                row.text("event_id"),
                row.number("event_position"),
                row.text("duplicate_of"));
    }

    /** Empty where the statement leaves it out. */
    private static byte[] body(Row row) throws SQLException {
        byte[] body = row.bytes("body");
        return body == null ? NO_BODY : body;
    }

    @Override
    public List<String> receivedBefore(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM delivery WHERE id < ? ORDER BY id LIMIT ?",
                Ids.floor(before),
                limit);
    }

    @Override
    public void forget(String id) {
        sql.update("DELETE FROM delivery WHERE id = ?", id);
    }
}

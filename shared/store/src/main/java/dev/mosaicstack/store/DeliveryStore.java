package dev.mosaicstack.store;

import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.webhook.Deliveries;
import dev.mosaicstack.core.webhook.Delivery;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record DeliveryStore(Sql sql) implements Deliveries {

    private static final String COLUMNS = "delivery.id, delivery.source, external_id, forge, event, delivery.type, "
            + "body_hash, content_type, received_at, event_id, duplicate_of, event.position AS event_position";

    /** An event that is not kept any more was published long ago: its position reads as 0. */
    private static final String FROM = " FROM delivery LEFT JOIN event ON event.id = delivery.event_id";

    private static final String WITH_BODY = "SELECT " + COLUMNS + ", body" + FROM;
    private static final String WITHOUT_BODY = "SELECT " + COLUMNS + ", x'' AS body" + FROM;

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

    @Override
    public Optional<Delivery> originalByExternalId(String source, String externalId) {
        return sql.one(
                DeliveryStore::read,
                WITHOUT_BODY
                        + " WHERE delivery.source = ? AND external_id = ? AND duplicate_of IS NULL"
                        + " ORDER BY delivery.id LIMIT 1",
                source,
                externalId);
    }

    @Override
    public Optional<Delivery> originalByContent(String source, String type, String bodyHash, Instant notBefore) {
        return sql.one(
                DeliveryStore::read,
                WITHOUT_BODY
                        + " WHERE delivery.source = ? AND delivery.type = ? AND body_hash = ? AND received_at > ?"
                        + " AND duplicate_of IS NULL ORDER BY received_at DESC LIMIT 1",
                source,
                type,
                bodyHash,
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
                row.bytes("body"),
                row.time("received_at"),
                row.text("event_id"),
                row.number("event_position"),
                row.text("duplicate_of"));
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

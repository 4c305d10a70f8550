package dev.mosaicstack.store;

import dev.mosaicstack.core.dispatch.DeadLetter;
import dev.mosaicstack.core.dispatch.DeadLetters;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record DeadLetterStore(Sql sql) implements DeadLetters {

    private static final String INSERT =
            "INTO dead_letter (id, subscription_id, position, event_id, type, subject, attempts, status, error, answer,"
                    + " died_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Does nothing where the event is one already: whoever gave it up did not live to say that it need not be tried. */
    void insert(DeadLetter letter) {
        sql.update(
                sql.dialect().insertUnlessThere(INSERT),
                letter.id(),
                letter.subscriptionId(),
                letter.position(),
                letter.eventId(),
                letter.type(),
                letter.subject(),
                letter.attempts(),
                letter.status(),
                letter.error(),
                letter.answer(),
                Row.millis(letter.diedAt()));
    }

    @Override
    public List<DeadLetter> list(Filter filter, Page.Ask ask) {
        return new Where()
                .and("subscription_id = ?", filter.subscriptionId())
                .and("type = ?", filter.type())
                .and("id = ?", filter.id())
                .page(sql, DeadLetterStore::read, "SELECT * FROM dead_letter", "id", ask);
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        return sql.one(DeadLetterStore::read, sql.forUpdate("SELECT * FROM dead_letter WHERE id = ?"), id);
    }

    @Override
    public void delete(String id) {
        sql.update("DELETE FROM dead_letter WHERE id = ?", id);
    }

    @Override
    public List<String> old(Instant before, int limit) {
        return sql.list(
                row -> row.text("id"),
                "SELECT id FROM dead_letter WHERE id < ? UNION SELECT id FROM dead_letter WHERE subscription_id IN ("
                        + DispatchStore.CLOSED + ") ORDER BY id LIMIT ?",
                Ids.floor(before),
                limit);
    }

    private static DeadLetter read(Row row) throws SQLException {
        return new DeadLetter(
                row.text("id"),
                row.text("subscription_id"),
                row.number("position"),
                row.text("event_id"),
                row.text("type"),
                row.text("subject"),
                row.integer("attempts"),
                row.optionalInteger("status"),
                row.text("error"),
                row.text("answer"),
                row.time("died_at"));
    }
}

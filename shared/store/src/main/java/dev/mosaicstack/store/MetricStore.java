package dev.mosaicstack.store;

import dev.mosaicstack.core.json.Sha256;
import dev.mosaicstack.core.metric.MetricHistory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

record MetricStore(Sql sql) implements MetricHistory {

    @Override
    public List<Known> series() {
        return sql.list(
                row -> new Known(row.number("id"), new String(row.bytes("text"), StandardCharsets.UTF_8)),
                "SELECT id, text FROM metric_series ORDER BY id");
    }

    @Override
    public void insert(Known series) {
        byte[] text = series.text().getBytes(StandardCharsets.UTF_8);
        sql.update("INSERT INTO metric_series (id, hash, text) VALUES (?, ?, ?)", series.id(), Sha256.hex(text), text);
    }

    @Override
    public void insert(Round round) {
        sql.update("DELETE FROM metric_round WHERE at = ?", Row.millis(round.at()));
        sql.update("INSERT INTO metric_round (at, samples) VALUES (?, ?)", Row.millis(round.at()), round.samples());
    }

    @Override
    public List<Round> roundsAfter(Instant after, int limit) {
        return sql.list(
                row -> new Round(row.time("at"), row.bytes("samples")),
                "SELECT at, samples FROM metric_round WHERE at > ? ORDER BY at LIMIT ?",
                Row.millis(after),
                limit);
    }

    @Override
    public void deleteRoundsAfter(Instant at) {
        sql.update("DELETE FROM metric_round WHERE at > ?", Row.millis(at));
    }

    @Override
    public void deleteRoundsUntil(Instant at) {
        sql.update("DELETE FROM metric_round WHERE at <= ?", Row.millis(at));
    }

    @Override
    public void insert(Block block) {
        sql.update(
                "DELETE FROM metric_block WHERE series_id = ? AND from_at = ?",
                block.seriesId(),
                Row.millis(block.from()));
        sql.update(
                "INSERT INTO metric_block (series_id, from_at, to_at, samples) VALUES (?, ?, ?, ?)",
                block.seriesId(),
                Row.millis(block.from()),
                Row.millis(block.to()),
                block.samples());
    }

    @Override
    public List<Block> blocks(Collection<Long> seriesIds, Instant from, Instant to) {
        List<Block> blocks = new ArrayList<>();
        for (Long id : seriesIds) {
            blocks.addAll(sql.list(MetricStore::block, """
                    SELECT * FROM metric_block WHERE series_id = ? AND to_at >= ? AND from_at <= ?
                    ORDER BY from_at""", id, Row.millis(from), Row.millis(to)));
        }
        return blocks;
    }

    private static Block block(Row row) throws SQLException {
        return new Block(row.number("series_id"), row.time("from_at"), row.time("to_at"), row.bytes("samples"));
    }

    @Override
    public int forgetBlocks(Instant before, int limit) {
        List<Block> old = sql.list(
                MetricStore::block,
                "SELECT * FROM metric_block WHERE to_at < ? ORDER BY to_at LIMIT ?",
                Row.millis(before),
                limit);
        old.forEach(block -> sql.update(
                "DELETE FROM metric_block WHERE series_id = ? AND from_at = ?",
                block.seriesId(),
                Row.millis(block.from())));
        return old.size();
    }

    @Override
    public int forgetSeries(Collection<Long> ids) {
        int forgotten = 0;
        for (Long id : ids) {
            forgotten += sql.update("""
                    DELETE FROM metric_series WHERE id = ?
                        AND NOT EXISTS (SELECT 1 FROM metric_block WHERE series_id = metric_series.id)""", id);
        }
        return forgotten;
    }

    @Override
    public Optional<Turn> turn() {
        return sql.one(
                        row -> new Turn(row.text("holder"), row.time("until_at")),
                        sql.forUpdate("SELECT holder, until_at FROM metric_turn WHERE id = 1"))
                // Its row was there before anybody had it: so that it can be locked.
                .filter(turn -> !turn.holder().isEmpty());
    }

    @Override
    public void save(Turn turn) {
        sql.update(
                "UPDATE metric_turn SET holder = ?, until_at = ? WHERE id = 1",
                turn.holder(),
                Row.millis(turn.until()));
    }
}

package dev.mosaicstack.store;

import dev.mosaicstack.core.monitoring.Census;
import dev.mosaicstack.core.monitoring.EventCount;
import dev.mosaicstack.core.monitoring.Monitoring;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

record MonitoringStore(Sql sql) implements Monitoring {

    @Override
    public boolean add(EventCount more) {
        // The time first: MariaDB sets one column after the other, and the next ones see it.
        return sql.update(
                        """
                        UPDATE event_count SET newest_at = CASE WHEN position < ? THEN ? ELSE newest_at END,
                            position = CASE WHEN position < ? THEN ? ELSE position END, events = events + ?
                        WHERE type = ?""",
                        more.position(),
                        Row.millis(more.newestAt()),
                        more.position(),
                        more.position(),
                        more.events(),
                        more.type())
                == 1;
    }

    @Override
    public void insert(EventCount first) {
        sql.update(
                "INSERT INTO event_count (type, events, position, newest_at) VALUES (?, ?, ?, ?)",
                first.type(),
                first.events(),
                first.position(),
                Row.millis(first.newestAt()));
    }

    @Override
    public int types() {
        return sql.one(row -> row.integer("n"), "SELECT count(*) AS n FROM event_count")
                .orElseThrow();
    }

    @Override
    public List<EventCount> counts() {
        return sql.list(
                row -> new EventCount(
                        row.text("type"), row.number("events"), row.number("position"), row.time("newest_at")),
                "SELECT * FROM event_count ORDER BY type");
    }

    /** @param oldest position of the first event that is not delivered */
    private record Place(Standing standing, long oldest) {}

    @Override
    public List<Standing> standings() {
        long newest = sql.one(row -> row.number("newest"), "SELECT max(position) AS newest FROM event")
                .orElse(0L);
        List<Place> places = sql.list(row -> place(row, newest), """
                SELECT s.name, s.state, d.position, d.delivered, d.failed, p.parked, p.parked_from, l.dead
                FROM subscription s JOIN dispatch d ON d.subscription_id = s.id
                LEFT JOIN (SELECT subscription_id, count(*) AS parked, min(position) AS parked_from
                    FROM parked_event GROUP BY subscription_id) p ON p.subscription_id = s.id
                LEFT JOIN (SELECT subscription_id, count(*) AS dead
                    FROM dead_letter GROUP BY subscription_id) l ON l.subscription_id = s.id
                ORDER BY s.id""");
        return places.stream()
                .map(place -> place.oldest() > newest ? place.standing() : since(place))
                .toList();
    }

    private static Place place(Row row, long newest) throws SQLException {
        long position = row.number("position");
        long parked = row.number("parked");
        var standing = new Standing(
                row.text("name"),
                row.text("state").equals("active"),
                Math.max(0, newest - position),
                null,
                row.number("delivered"),
                row.number("failed"),
                parked,
                row.number("dead"));
        return new Place(standing, parked == 0 ? position + 1 : Math.min(position + 1, row.number("parked_from")));
    }

    /** By a query of its own for each that is behind: nearly all are not, and this one finds its row by the index. */
    private Standing since(Place place) {
        Instant oldestAt = sql.one(
                        row -> row.time("time"),
                        "SELECT time FROM event WHERE position >= ? ORDER BY position LIMIT 1",
                        place.oldest())
                .orElse(null);
        Standing standing = place.standing();
        return new Standing(
                standing.name(),
                standing.active(),
                standing.lag(),
                oldestAt,
                standing.delivered(),
                standing.failed(),
                standing.parked(),
                standing.dead());
    }

    @Override
    public Census census(Instant now) {
        return new CensusStore(sql).census(now);
    }
}

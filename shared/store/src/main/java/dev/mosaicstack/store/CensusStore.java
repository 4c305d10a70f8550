package dev.mosaicstack.store;

import dev.mosaicstack.core.monitoring.Census;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Counts what there is, each by one statement that an index answers where there may be much of it. */
record CensusStore(Sql sql) {

    /** @param count of them @param since null where there is none */
    private record Waiting(long count, Instant since) {}

    Census census(Instant now) {
        Waiting unpublished = unpublished();
        return new Census(
                byState("SELECT state, count(*) AS n FROM session GROUP BY state"),
                byState("SELECT state, count(*) AS n FROM agent GROUP BY state"),
                number("SELECT count(DISTINCT agent_id) AS n FROM task WHERE state = 'assigned'"),
                byState("SELECT state, count(*) AS n FROM task GROUP BY state"),
                byState("SELECT state, count(*) AS n FROM coordination_request WHERE ended_at IS NULL GROUP BY state"),
                queuedSince(now),
                number("SELECT count(*) AS n FROM dead_letter"),
                unpublished.count(),
                unpublished.since(),
                webhookAt());
    }

    /** A row that is queued was changed last when it came to be so; a task that is tried again waits from then on. */
    private Instant queuedSince(Instant now) {
        return sql.one(row -> new Waiting(row.number("n"), row.time("since")), """
                        SELECT count(*) AS n,
                            min(CASE WHEN not_before > updated_at THEN not_before ELSE updated_at END) AS since
                        FROM task WHERE state = 'queued' AND (not_before IS NULL OR not_before <= ?)""", Row.millis(now))
                .orElseThrow()
                .since();
    }

    /** Where writers are serial an event has its position from the first. */
    private Waiting unpublished() {
        return sql.dialect().concurrent()
                ? sql.one(
                                row -> new Waiting(row.number("n"), row.time("since")),
                                "SELECT count(*) AS n, min(time) AS since FROM event WHERE position IS NULL")
                        .orElseThrow()
                : new Waiting(0, null);
    }

    /** Ids are in the order of time. */
    private Instant webhookAt() {
        return sql.one(row -> row.time("received_at"), "SELECT received_at FROM delivery ORDER BY id DESC LIMIT 1")
                .orElse(null);
    }

    private Map<String, Long> byState(String query) {
        Map<String, Long> counts = new TreeMap<>();
        sql.list(row -> counts.put(row.text("state"), row.number("n")), query);
        return counts;
    }

    private long number(String query) {
        return sql.one(row -> row.number("n"), query).orElseThrow();
    }
}

package dev.mosaicstack.bench.product;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Fills a SQLite file of an instance that is stopped. */
public final class Copies {

    private static final String NUMBERS =
            "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?) ";

    /** Ids like ours, older than any that will come: the newest is the last. */
    private static final String DELIVERY_ID = "printf('01900000-0000-7000-8000-%012x', n)";

    private static final String EVENT_ID = "printf('01900000-0000-7000-9000-%012x', n)";

    private static final String EVENTS = NUMBERS + """
            INSERT INTO event (id, type, source, subject, time, session_id, audience, request_id, replay_of, data)
            SELECT %s, e.type, e.source, e.subject, e.time - ? + n, NULL, NULL, lower(hex(randomblob(16))), NULL,
                   replace(e.data, d.id, %s)
            FROM number, (SELECT * FROM delivery LIMIT 1) d JOIN event e ON e.id = d.event_id
            """.formatted(EVENT_ID, DELIVERY_ID);

    private static final String DELIVERIES = NUMBERS + """
            INSERT INTO delivery (id, source, external_id, forge, event, type, body_hash, content_type, received_at,
                                  event_id, duplicate_of, body)
            SELECT %s, source, lower(hex(randomblob(16))), forge, event, type, lower(hex(randomblob(32))), content_type,
                   received_at - ? + n, %s, NULL, body
            FROM number, (SELECT * FROM delivery LIMIT 1)
            """.formatted(DELIVERY_ID, EVENT_ID);

    private Copies() {}

    /** All within the time in which the same content is looked for, so that none of them can be left out of that look. */
    public static void ofTheOneDelivery(Path file, int count) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            // Random hashes go all over their index: it has to be in memory.
            connection.createStatement().execute("PRAGMA cache_size = -1000000");
            connection.setAutoCommit(false);
            insert(connection, EVENTS, count);
            insert(connection, DELIVERIES, count);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(Connection connection, String sql, int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, count);
            statement.setInt(2, count);
            int inserted = statement.executeUpdate();
            if (inserted != count) {
                throw new SQLException(inserted + " rows instead of " + count);
            }
        }
    }
}

package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.core.id.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The most that one SQLite file on this disk takes: what clients want to store is queued, one thread takes all that is
 * there, stores it in one transaction, waits for the disk once, and tells them all. Nothing else: no HTTP, no look for
 * duplicates, no publication. Tables and rows are those of the product.
 */
public final class GroupCommit {

    private static final int GROUP = 255;
    private static final String SETTINGS = "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE";

    private final Path file;
    private final Pattern delivery;
    private final Pattern event;
    private final int clients;
    private final Ids ids = new Ids(Clock.systemUTC());
    private final BlockingQueue<CompletableFuture<Void>> queue = new ArrayBlockingQueue<>(4096);
    private volatile boolean ended;

    /**
     * A row as the product wrote it, and how to write it again.
     *
     * @param ordered columns that take ids of ours: each lies behind the last one in its index
     * @param random columns that take what others made
     */
    private record Pattern(String insert, List<Object> values, List<Integer> ordered, List<Integer> random) {

        /** The last row of a table, without the column that the database fills. */
        static Pattern of(Connection from, String table, List<String> ordered, List<String> random)
                throws SQLException {
            try (var row =
                    from.createStatement().executeQuery("SELECT * FROM " + table + " ORDER BY rowid DESC LIMIT 1")) {
                row.next();
                var names = new ArrayList<String>();
                var values = new ArrayList<Object>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    String name = row.getMetaData().getColumnName(i);
                    if (!name.equals("position")) {
                        names.add(name);
                        values.add(row.getObject(i));
                    }
                }
                String marks = "?,".repeat(names.size());
                String insert = "INSERT INTO " + table + " (" + String.join(",", names) + ") VALUES ("
                        + marks.substring(0, marks.length() - 1) + ")";
                return new Pattern(insert, values, at(names, ordered), at(names, random));
            }
        }

        private static List<Integer> at(List<String> names, List<String> some) {
            return some.stream().map(names::indexOf).toList();
        }

        void write(PreparedStatement statement, Ids ids) throws SQLException {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, value(i, ids));
            }
            statement.executeUpdate();
        }

        private Object value(int column, Ids ids) {
            if (ordered.contains(column)) {
                return ids.next();
            }
            return random.contains(column) ? UUID.randomUUID().toString() : values.get(column);
        }
    }

    /** @param product its database file, with at least one delivery */
    public GroupCommit(Path product, Path file, int clients) {
        this.file = file;
        this.clients = clients;
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + product);
                Connection to = open()) {
            try (var tables = from.createStatement()
                    .executeQuery("SELECT sql FROM sqlite_master WHERE tbl_name IN ('delivery', 'event')"
                            + " AND sql IS NOT NULL ORDER BY rowid")) {
                while (tables.next()) {
                    to.createStatement().execute(tables.getString(1));
                }
            }
            delivery = Pattern.of(from, "delivery", List.of("id", "event_id"), List.of("external_id", "body_hash"));
            event = Pattern.of(from, "event", List.of("id"), List.of());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + SETTINGS);
    }

    public Measured run(Duration warmUp, Duration time) {
        ended = false;
        Thread writer = Thread.ofPlatform().name("group-commit").start(this::write);
        try {
            return ClosedLoop.run(
                    Stream.generate(() -> (ClosedLoop.Client) this::once)
                            .limit(clients)
                            .toList(),
                    warmUp,
                    time);
        } finally {
            ended = true;
            queue.add(new CompletableFuture<>());
            join(writer);
        }
    }

    private static void join(Thread writer) {
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ClosedLoop.Done once() throws IOException {
        var stored = new CompletableFuture<Void>();
        queue.add(stored);
        try {
            stored.join();
            return new ClosedLoop.Done(1, 0);
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private void write() {
        List<CompletableFuture<Void>> group = new ArrayList<>();
        try (Connection connection = open();
                PreparedStatement deliveries = connection.prepareStatement(delivery.insert());
                PreparedStatement events = connection.prepareStatement(event.insert())) {
            connection.setAutoCommit(false);
            while (!ended) {
                group.clear();
                group.add(queue.take());
                queue.drainTo(group, GROUP - 1);
                for (int i = 0; i < group.size(); i++) {
                    delivery.write(deliveries, ids);
                    event.write(events, ids);
                }
                connection.commit();
                group.forEach(stored -> stored.complete(null));
            }
        } catch (SQLException | InterruptedException e) {
            refuse(group, e);
        }
    }

    /** Nobody waits for ever. */
    private void refuse(List<CompletableFuture<Void>> group, Exception e) {
        group.forEach(stored -> stored.completeExceptionally(e));
        try {
            while (!ended) {
                queue.take().completeExceptionally(e);
            }
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }
}

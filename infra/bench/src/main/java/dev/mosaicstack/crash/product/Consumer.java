package dev.mosaicstack.crash.product;

import dev.mosaicstack.crash.ledger.Evidence.Seen;
import dev.mosaicstack.testkit.Redis;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A consumer that believes nothing: it reads the whole stream, and from its beginning again whenever it lost the
 * connection or the stream was lost. A key of its own beside the stream tells it of a Redis that was emptied.
 */
public final class Consumer implements AutoCloseable {

    private static final String STREAM = "mosaic:events";
    private static final String MARK = "crash:reading";

    private final Supplier<Redis> redis;
    private final Thread thread =
            Thread.ofPlatform().name("crash-consumer").daemon().unstarted(this::run);
    private final Map<String, Integer> bodies = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final List<String> disorder = new ArrayList<>();
    private long again;
    private int readings;
    private volatile boolean closed;

    /** @param redis opens a new connection */
    public Consumer(Supplier<Redis> redis) {
        this.redis = redis;
    }

    public void start() {
        thread.start();
    }

    /** What it saw so far. */
    public synchronized Seen seen() {
        return new Seen(Set.copyOf(bodies.keySet()), Set.copyOf(changed), List.copyOf(disorder), again, readings);
    }

    private void run() {
        while (!closed) {
            try (Redis connection = redis.get()) {
                read(connection);
            } catch (UncheckedIOException | IllegalStateException e) {
                // Redis is gone, or says that it is just starting: begin anew.
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private void read(Redis connection) {
        String last = null;
        while (!closed) {
            if (last == null || connection.command("EXISTS", MARK).equals(0L)) {
                connection.command("SET", MARK, "1");
                begin();
                last = "0-0";
            }
            last = next(connection, last);
        }
    }

    private synchronized void begin() {
        readings++;
    }

    /** @return the id of the last entry read */
    private String next(Redis connection, String last) {
        var streams = (List<?>) connection.command("XREAD", "COUNT", "500", "BLOCK", "200", "STREAMS", STREAM, last);
        if (streams == null) {
            return last;
        }
        String end = last;
        for (Object entry : (List<?>) ((List<?>) streams.getFirst()).get(1)) {
            String id = (String) ((List<?>) entry).getFirst();
            note(end, id, (List<?>) ((List<?>) entry).get(1));
            end = id;
        }
        return end;
    }

    synchronized void note(String before, String id, List<?> fields) {
        long position = position(id);
        if (!before.equals("0-0") && position != position(before) + 1) {
            disorder.add(id + " comes after " + before);
        }
        String event = idOf(fields);
        Integer earlier = bodies.putIfAbsent(event, fields.hashCode());
        if (earlier != null) {
            again++;
            if (earlier != fields.hashCode()) {
                changed.add(event);
            }
        }
    }

    private static long position(String entryId) {
        return Long.parseLong(entryId.substring(0, entryId.indexOf('-')));
    }

    /** Names and values take turns. */
    private static String idOf(List<?> fields) {
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equals("id")) {
                return (String) fields.get(i + 1);
            }
        }
        throw new IllegalArgumentException("an event without an id: " + fields);
    }

    @Override
    public void close() {
        closed = true;
    }
}

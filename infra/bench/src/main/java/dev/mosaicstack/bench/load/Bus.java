package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Times;
import dev.mosaicstack.bench.product.HttpLine;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Sink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Publishes numbered pushes and receives what is delivered of them. Close it. */
public final class Bus implements AutoCloseable {

    private static final int SENDERS = 64;
    private static final int BODY = 300;
    private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(2);

    /** No port of a client's: nobody listens. */
    private static final String NOBODY = "http://127.0.0.1:9/";

    private final Product product;
    private final List<HttpLine> lines = new ArrayList<>();
    private final List<String> subscriptions = new ArrayList<>();
    private final List<Sink> sinks = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /** When the push of this number was sent. */
    private final ConcurrentHashMap<Integer, Long> sentAt = new ConcurrentHashMap<>();

    private volatile Times times = new Times();
    private final AtomicInteger arrived = new AtomicInteger();

    /** Subscriptions whose sinks take everything. */
    private int alive;

    public Bus(Product product) {
        this.product = product;
        for (int i = 0; i < SENDERS; i++) {
            lines.add(product.line());
        }
    }

    /** Publishes so many events. @return the id of the first */
    public String backlog(int count) throws IOException {
        String first = push(lines.getFirst(), 0);
        var failed = new AtomicInteger();
        var left = new AtomicInteger(count - 1);
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            lines.forEach(line -> senders.execute(() -> {
                try {
                    while (left.getAndDecrement() > 0) {
                        push(line, numbers.incrementAndGet());
                    }
                } catch (IOException e) {
                    failed.incrementAndGet();
                }
            }));
        }
        if (failed.get() > 0) {
            throw new Measured.Spoilt("a backlog could not be published");
        }
        return first;
    }

    private String push(HttpLine line, int number) throws IOException {
        byte[] push = Pushes.numbered("bench/r" + number % 500, number);
        return line.send(SignedPush.request(push, product.secret())).expect(202).field("eventId");
    }

    /** A new subscription takes the backlog. @return deliveries a second, from the first to the last */
    public double deliver(String from, int count) {
        var got = new AtomicInteger();
        var first = new AtomicLong();
        var last = new AtomicLong();
        try (Sink sink = Sink.thatKeepsNothing((request, nth) -> {
            first.compareAndSet(0, System.nanoTime());
            last.set(System.nanoTime());
            got.incrementAndGet();
            return Sink.OK;
        })) {
            String id = subscribe(sink.url(), "\"start\":\"" + from + "\",");
            await(() -> got.get() >= count);
            delete(id);
            return count / ((last.get() - first.get()) / 1e9);
        }
    }

    /** @return requests a second of the client alone */
    public double bareClient(int count) {
        try (Sink sink = Sink.thatKeepsNothing((request, nth) -> Sink.OK)) {
            int port = URI.create(sink.url()).getPort();
            String answer = lines.getFirst()
                    .post("post-many", "", "{\"port\":%d,\"count\":%d,\"bytes\":%d}".formatted(port, count, BODY))
                    .expect(200)
                    .field("nanos");
            return count / (Long.parseLong(answer) / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void subscribe(int count) {
        for (int i = 0; i < count; i++) {
            Sink sink = Sink.thatKeepsNothing((request, nth) -> {
                arrived(Pushes.number(request.text()), request.atNanos());
                return Sink.OK;
            });
            sinks.add(sink);
            subscriptions.add(subscribe(sink.url(), ""));
        }
        alive += count;
    }

    /** Half of them refuse connections, half take them and say nothing. */
    public void subscribeDead(int count) {
        for (int i = 0; i < count; i++) {
            Sink silent = Sink.thatKeepsNothing((request, nth) -> new Sink.Reply.Silence());
            sinks.add(silent);
            subscriptions.add(subscribe(i % 2 == 0 ? NOBODY : silent.url(), ""));
        }
    }

    public void unsubscribe() {
        subscriptions.forEach(this::delete);
        sinks.forEach(Sink::close);
        subscriptions.clear();
        sinks.clear();
        alive = 0;
    }

    private synchronized void arrived(int number, long atNanos) {
        Long sent = sentAt.get(number);
        if (sent != null) {
            times.add(atNanos - sent);
        }
        arrived.incrementAndGet();
    }

    /** At a constant rate; comes back when all that was published has arrived at every sink that lives. */
    public Measured publish(int perSecond, Duration time) {
        synchronized (this) {
            times = new Times();
        }
        arrived.set(0);
        var published = new AtomicInteger();
        long begin = System.nanoTime();
        var turns = lines.stream()
                .map(line -> (OpenLoop.Turn) () -> {
                    int number = numbers.incrementAndGet();
                    sentAt.put(number, System.nanoTime());
                    push(line, number);
                    published.incrementAndGet();
                })
                .toList();
        new OpenLoop(turns.subList(0, Math.min(SENDERS, perSecond)), perSecond).run(time);
        await(() -> arrived.get() >= published.get() * alive);
        sentAt.clear();
        synchronized (this) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Measured(times.count(), 0, seconds, times.percentile(0.5), times.percentile(0.99));
        }
    }

    private String subscribe(String sink, String start) {
        try {
            String json = "{\"name\":\"bench-%s\",%s\"types\":[\"dev.mosaicstack.git.push\"],\"sink\":\"%s\"}"
                    .formatted(UUID.randomUUID(), start, sink);
            return lines.getFirst()
                    .call("subscription-create", product.secret(), json)
                    .expect(201)
                    .field("subscriptionId");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String subscription) {
        try {
            lines.getFirst()
                    .call("subscription-delete", product.secret(), "{\"subscriptionId\":\"" + subscription + "\"}")
                    .expect(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + ARRIVES_WITHIN.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new Measured.Spoilt("not everything arrived within " + ARRIVES_WITHIN);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                throw new Measured.Spoilt("interrupted");
            }
        }
    }

    @Override
    public void close() throws IOException {
        sinks.forEach(Sink::close);
        for (HttpLine line : lines) {
            line.close();
        }
    }
}

package dev.mosaicstack.functions.allinone.stdio;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lines of JSON-RPC on one side, an HTTP endpoint on the other. Requests run side by side; what wants no answer is
 * delivered in its turn, so that what follows finds it done.
 */
final class Proxy {

    /** Of requests that are open when the client closes its end: long enough for what was piped in from a shell. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final long POLL_MILLIS = 10;

    /** What follows waits so long for a notification to be taken. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;
    private final Upstream upstream;
    private final PrintStream out;
    private final Map<String, Exchange> open = new ConcurrentHashMap<>();
    private final Announcements announcements;

    Proxy(Endpoint endpoint, OutputStream out) {
        this(endpoint, out, PATIENCE);
    }

    /** @param patience for the delivery of what wants no answer */
    Proxy(Endpoint endpoint, OutputStream out, Duration patience) {
        this.patience = patience;
        this.upstream = new Upstream(endpoint);
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.announcements = new Announcements(upstream, this::write);
    }

    /** Until the client closes its end. */
    void run(InputStream in) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            if (!text.isBlank()) {
                Line.read(text)
                        .ifPresentOrElse(
                                this::take,
                                () -> write(Line.error(
                                        NullNode.getInstance(), Line.PARSE_ERROR, "a line is one JSON message", null)));
            }
        }
        end();
    }

    private void take(Line line) {
        if (!line.json().isObject()) {
            write(Line.error(NullNode.getInstance(), Line.INVALID_REQUEST, "a message is an object", null));
        } else if (line.isRequest()) {
            String id = line.id().toString();
            var exchange = new Exchange(line, upstream, this::write);
            open.put(id, exchange);
            exchange.start(() -> open.remove(id, exchange));
        } else if (line.method().equals("notifications/cancelled")) {
            cancel(line);
        } else {
            deliver(line);
        }
    }

    /** The stateless revision tells its server by the end of the connection alone. */
    private void cancel(Line line) {
        Exchange exchange = open.get(line.params().path("requestId").toString());
        if (exchange == null || !exchange.isStateless()) {
            deliver(line);
        }
        if (exchange != null) {
            exchange.cancel();
        }
    }

    private void deliver(Line line) {
        try {
            HttpResponse<InputStream> response = upstream.post(line, patience);
            response.body().close();
            if (response.statusCode() >= 400) {
                System.err.println("mosaic: the server answered " + line.method() + " with " + response.statusCode());
            } else if (line.method().equals("notifications/initialized")) {
                announcements.start();
            }
        } catch (IOException e) {
            boolean slow = e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException);
            System.err.println("mosaic: " + line.method()
                    + (slow
                            ? " was not answered within " + patience.toSeconds() + " s"
                            : " did not arrive: " + upstream.endpoint().silent()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        awaitOpen();
        open.values().forEach(Exchange::cancel);
        announcements.stop();
        upstream.part();
    }

    private void awaitOpen() {
        long until = System.nanoTime() + GRACE.toNanos();
        var never = new CountDownLatch(1);
        try {
            while (!open.isEmpty() && System.nanoTime() < until) {
                never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void write(String message) {
        out.append(message).append('\n').flush();
    }
}

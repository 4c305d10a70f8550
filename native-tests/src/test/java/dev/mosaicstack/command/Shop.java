package dev.mosaicstack.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An application with metrics, which can be well, and ill in several ways. */
final class Shop implements AutoCloseable {

    enum State {
        WELL,
        /** A page for people, as of a proxy whose backend is gone. */
        HTML,
        /** It takes the connection and never answers. */
        SILENT,
        /** It answers without an end. */
        ENDLESS
    }

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile State state = State.WELL;
    private volatile int queue;

    Shop() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(executor);
        server.createContext("/metrics", this::answer);
        server.start();
    }

    URI metrics() {
        return URI.create("http://" + authority() + "/metrics");
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void is(State next) {
        state = next;
    }

    void queue(int length) {
        queue = length;
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (state) {
            case WELL -> send(exchange, TYPE, "# TYPE shop_queue gauge\nshop_queue " + queue + "\n");
            case HTML -> send(exchange, "text/html", "<html><body>502 Bad Gateway</body></html>");
            case SILENT -> hold();
            case ENDLESS -> pour(exchange);
        }
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void hold() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pour(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", TYPE);
        exchange.sendResponseHeaders(200, 0);
        byte[] line = "shop_queue{n=\"1\"} 1\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = exchange.getResponseBody()) {
            while (closed.getCount() > 0) {
                out.write(line);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}

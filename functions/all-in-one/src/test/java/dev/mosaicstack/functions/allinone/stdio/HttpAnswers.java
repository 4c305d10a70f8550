package dev.mosaicstack.functions.allinone.stdio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers requests, keeps silent to notifications, and says nothing on its own but a status. */
final class HttpAnswers implements AutoCloseable {

    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger listened = new AtomicInteger();
    private final HttpServer server;
    private final int toListeners;

    HttpAnswers(int toListeners) {
        this.toListeners = toListeners;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/mcp", this::answer);
        server.start();
    }

    Endpoint endpoint() {
        return new Endpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp"), null, "nowhere");
    }

    int listened() {
        return listened.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "GET" -> {
                    listened.incrementAndGet();
                    exchange.sendResponseHeaders(toListeners, -1);
                }
                case "DELETE" -> exchange.sendResponseHeaders(204, -1);
                default ->
                    answer(exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private void answer(HttpExchange exchange, String message) throws IOException {
        Line line = Line.read(message).orElseThrow();
        if (!line.isRequest()) {
            awaitClosing();
            return;
        }
        byte[] answer = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}"
                .formatted(line.id())
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Mcp-Session-Id", "a-session");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

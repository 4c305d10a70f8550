package dev.mosaicstack.bench.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Many applications with metrics, at {@code /1}, {@code /2}, ... of one port: half of them counters that go up. Close it. */
public final class Exporters implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final int series;
    private final AtomicLong asked = new AtomicLong();

    /** @param series of each */
    public Exporters(int series) {
        this.series = series;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often they were asked. */
    public long asked() {
        return asked.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        long turn = asked.incrementAndGet();
        var text = new StringBuilder(series * 80);
        text.append("# HELP app_requests_total Requests.\n# TYPE app_requests_total counter\n");
        for (int i = 0; i < series / 2; i++) {
            text.append("app_requests_total{method=\"GET\",path=\"/some/path/")
                    .append(i)
                    .append("\"} ");
            text.append(turn * (i + 1)).append('\n');
        }
        text.append("# HELP app_queue_length Waiting.\n# TYPE app_queue_length gauge\n");
        for (int i = series / 2; i < series; i++) {
            text.append("app_queue_length{queue=\"queue-").append(i).append("\",shard=\"a\"} ");
            text.append((turn * 31 + i) % 97 / 8.0).append('\n');
        }
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}

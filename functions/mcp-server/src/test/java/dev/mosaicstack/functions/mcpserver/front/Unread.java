package dev.mosaicstack.functions.mcpserver.front;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request over a real connection, of a client that asks and then reads nothing. */
public final class Unread implements AutoCloseable {

    /** More than the buffers of any system hold. */
    private static final int MEGABYTES = 40;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<RoutingContext> asked = new CompletableFuture<>();
    private final CompletableFuture<Context> context = new CompletableFuture<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final Socket client;

    public Unread() throws Exception {
        var router = Router.router(vertx);
        router.get("/").handler(rc -> {
            rc.addEndHandler(v -> gone.countDown());
            context.complete(Vertx.currentContext());
            asked.complete(rc);
        });
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        client = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: me\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    public RoutingContext rc() throws Exception {
        return asked.get();
    }

    public Context context() throws Exception {
        return context.get();
    }

    /** Until its client would have to read. What was begun of the answer has to be chunked. */
    public void fill() throws Exception {
        String megabyte = "x".repeat(1_000_000);
        for (int i = 0; i < MEGABYTES; i++) {
            rc().response().write(megabyte);
        }
        awaitContext();
    }

    /** What was to be done on the context is done. */
    public void awaitContext() throws Exception {
        var done = new CountDownLatch(1);
        context().runOnContext(v -> done.countDown());
        done.await();
    }

    /** Whether it is noticed, within ten seconds, that the client is not there any more. */
    public boolean isGone() throws InterruptedException {
        return gone.await(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

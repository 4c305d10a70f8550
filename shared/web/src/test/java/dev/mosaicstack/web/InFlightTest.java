package dev.mosaicstack.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.Timing;
import dev.mosaicstack.core.wait.Wakeups;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InFlightTest {

    private final Vertx vertx = Vertx.vertx();
    private final InFlight inFlight =
            new InFlight(new Wakeups(new Timing(null, null, null, null, Duration.ofMinutes(1))));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** MCP calls begin only once it is known who calls: until then their clients may have left. */
    @Test
    void aCallWhoseClientHadLeftBeforeItBeganIsNotWaitedFor() throws Exception {
        inFlight.begin(ofAClientThatLeft());
        long begun = System.nanoTime();
        inFlight.stop(null);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    private RoutingContext ofAClientThatLeft() throws Exception {
        var asked = new CompletableFuture<RoutingContext>();
        var left = new CountDownLatch(1);
        var router = Router.router(vertx);
        router.get("/").handler(rc -> {
            rc.addEndHandler(ended -> left.countDown());
            asked.complete(rc);
        });
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        try (var client = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: me\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            asked.get();
        }
        left.await();
        return asked.get();
    }
}

package dev.mosaicstack.bench.app;

import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** POST /post-many: what the HTTP client can do that deliveries use, with nothing around it. */
public class PostManyFunction {

    private static final int AT_ONCE = 64;

    /** As many as an event in binary mode has. */
    private static final int HEADERS = 13;

    public record Request(int port, int count, int bytes) {}

    public record Response(long nanos) {}

    private final Vertx vertx;

    PostManyFunction(Vertx vertx) {
        this.vertx = vertx;
    }

    @Funq("post-many")
    public Uni<Response> post(Request request) {
        return Uni.createFrom().completionStage(() -> new Posts(vertx, request).start());
    }

    private static final class Posts {

        private final HttpClient client;
        private final Request request;
        private final Buffer body;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final CompletableFuture<Response> done = new CompletableFuture<>();
        private final long start = System.nanoTime();

        Posts(Vertx vertx, Request request) {
            this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(AT_ONCE));
            this.request = request;
            this.body = Buffer.buffer("x".repeat(request.bytes()));
        }

        CompletableFuture<Response> start() {
            for (int i = 0; i < AT_ONCE; i++) {
                next();
            }
            return done;
        }

        private void next() {
            if (begun.incrementAndGet() > request.count()) {
                return;
            }
            client.request(HttpMethod.POST, request.port(), "127.0.0.1", "/sink")
                    .compose(opened -> {
                        for (int i = 0; i < HEADERS; i++) {
                            opened.putHeader("ce-header" + i, "a value of an attribute");
                        }
                        return opened.send(body);
                    })
                    .compose(HttpClientResponse::body)
                    .onSuccess(answer -> ended())
                    .onFailure(done::completeExceptionally);
        }

        private void ended() {
            if (ended.incrementAndGet() == request.count()) {
                done.complete(new Response(System.nanoTime() - start));
                client.close();
            } else {
                next();
            }
        }
    }
}

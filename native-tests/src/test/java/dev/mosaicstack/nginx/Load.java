package dev.mosaicstack.nginx;

import static org.awaitility.Awaitility.await;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Webhook;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Workers that ask, one request after the other, for what may be repeated, until they are told to end. */
final class Load implements AutoCloseable {

    private static final int WORKERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Caller caller;
    private final Mosaic mosaic;
    private final String session;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final List<Thread> workers;
    private volatile boolean over;

    /** Begins. @param mosaic an instance that stays */
    Load(Caller caller, Mosaic mosaic) {
        this.caller = caller;
        this.mosaic = mosaic;
        this.session = mosaic.aSession();
        this.workers = IntStream.range(0, WORKERS)
                .mapToObj(i -> Thread.ofPlatform().daemon().start(this::work))
                .toList();
    }

    /** Waits until so many more were answered. */
    void awaitMore(int requests) {
        int enough = answered.get() + requests;
        await().atMost(PATIENCE).until(() -> answered.get() >= enough);
    }

    /** How many were answered, well or not. */
    int answered() {
        return answered.get();
    }

    /** What was said, or not said, where it was no success. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Answers that said that a task was made. */
    int made() {
        return made.get();
    }

    /** Tasks that there are. */
    int found() {
        int found = 0;
        Map<String, Object> page = new HashMap<>(Map.of("sessionId", session, "limit", 200));
        String cursor;
        do {
            ExtractableResponse<Response> answer =
                    mosaic.api().admin("task-list", page).statusCode(200).extract();
            found += answer.<List<?>>path("items").size();
            cursor = answer.path("nextCursor");
            page.put("cursor", cursor);
        } while (cursor != null);
        return found;
    }

    /** When it returns, nobody waits for an answer. */
    @Override
    public void close() {
        over = true;
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private void work() {
        for (int i = 0; !over; i++) {
            try {
                HttpResponse<String> answer = request(i);
                if (answer.statusCode() >= 300) {
                    failures.add(answer.statusCode() + " " + answer.uri().getPath() + " " + answer.body());
                } else if (answer.uri().getPath().equals("/task-assign")) {
                    made.incrementAndGet();
                }
            } catch (AssertionError | CompletionException e) {
                failures.add(e + " " + e.getCause());
            }
            answered.incrementAndGet();
        }
    }

    private HttpResponse<String> request(int number) {
        return switch (number % 5) {
            case 0 -> caller.call("session-list", Map.of("limit", 1));
            case 1 ->
                caller.call(
                        "task-assign",
                        Mosaic.task(session, "none"),
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()));
            case 2 -> caller.call("session-get", Map.of("sessionId", session));
            case 3 -> deliver();
            default -> caller.get("/q/health/live");
        };
    }

    private HttpResponse<String> deliver() {
        Map<String, Object> push =
                Map.of("ref", "refs/heads/" + UUID.randomUUID(), "repository", Map.of("full_name", "acme/load"));
        Webhook webhook =
                Webhook.fromGitea("push", Api.bytes(push), mosaic.api().webhookSecret());
        return Caller.joined(caller.posting("/webhook-intake", webhook.body(), webhook.headers()));
    }
}

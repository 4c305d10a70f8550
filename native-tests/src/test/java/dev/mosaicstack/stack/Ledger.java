package dev.mosaicstack.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.GivenAddress;
import dev.mosaicstack.testkit.Webhook;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A light load on an instance that runs already (see {@link GivenAddress}), while somebody ends its parts: each tenth of
 * a second a task and a webhook, sent again under the same key until they are acknowledged. When standard input ends,
 * everything that was acknowledged is asked for, and events must have been published. Ends with 1 where something is missing or
 * an answer was none that an outage excuses.
 */
public final class Ledger {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> OUTAGE = Set.of(502, 503, 504);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final GivenAddress given = GivenAddress.get().orElseThrow();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Set<String> tasks = ConcurrentHashMap.newKeySet();
    private final Set<String> webhooks = ConcurrentHashMap.newKeySet();
    private final Set<String> strange = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(new Ledger().keep() ? 0 : 1);
    }

    private boolean keep() throws IOException, InterruptedException {
        String session = said(admin("session-create", Map.of("project", "ledger", "client", "ledger")), "sessionId");
        var pace = Executors.newScheduledThreadPool(2);
        pace.scheduleWithFixedDelay(ofTasks(session)::send, 0, 100, TimeUnit.MILLISECONDS);
        pace.scheduleWithFixedDelay(ofWebhooks()::send, 50, 100, TimeUnit.MILLISECONDS);
        while (System.in.read() >= 0) {
            // Nothing is told but the end.
        }
        pace.shutdown();
        pace.awaitTermination(30, TimeUnit.SECONDS);
        long lost = tasks.stream().filter(id -> !isThere(id)).count();
        long unpublished = webhooks.stream().filter(id -> !isPublished(id)).count();
        strange.forEach(answer -> System.out.println("no outage excuses: " + answer));
        System.out.printf(
                "load: %d tasks and %d webhooks acknowledged, %d refused and sent again, longest without an answer %.1f s;"
                        + " lost %d, not published %d%n",
                tasks.size(), webhooks.size(), refusals.get(), longest.get() / 1e9, lost, unpublished);
        return lost + unpublished == 0 && strange.isEmpty() && !tasks.isEmpty() && !webhooks.isEmpty();
    }

    /** One kind of call, of which the next is made when the one before is acknowledged. */
    private final class Sender {

        private final Supplier<HttpRequest> next;
        private final int acknowledged;
        private final Consumer<HttpResponse<String>> keep;
        private HttpRequest pending;
        private long answeredAt = System.nanoTime();

        Sender(Supplier<HttpRequest> next, int acknowledged, Consumer<HttpResponse<String>> keep) {
            this.next = next;
            this.acknowledged = acknowledged;
            this.keep = keep;
        }

        void send() {
            pending = pending == null ? next.get() : pending;
            HttpResponse<String> answer = sent(pending);
            if (answer == null || OUTAGE.contains(answer.statusCode())) {
                refusals.incrementAndGet();
                return;
            }
            pending = null;
            if (answer.statusCode() == acknowledged) {
                keep.accept(answer);
                longest.accumulateAndGet(System.nanoTime() - answeredAt, Math::max);
                answeredAt = System.nanoTime();
            } else {
                strange.add(answer.statusCode() + " " + answer.body());
            }
        }
    }

    private Sender ofTasks(String session) {
        return new Sender(
                () -> {
                    var body = Map.of("sessionId", session, "title", "of the ledger", "capability", "none");
                    return request("task-assign", body)
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .build();
                },
                201,
                answer -> tasks.add(said(answer, "taskId")));
    }

    private Sender ofWebhooks() {
        return new Sender(
                () -> {
                    var body =
                            Map.of("ref", "refs/heads/" + UUID.randomUUID(), "repository", Map.of("full_name", "a/b"));
                    Webhook push = Webhook.fromGitea("push", Api.bytes(body), given.webhookSecret());
                    var request = HttpRequest.newBuilder(given.base().resolve("/webhook-intake"))
                            .timeout(PATIENCE)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(push.body()));
                    push.headers().forEach(request::header);
                    return request.build();
                },
                202,
                answer -> webhooks.add(said(answer, "deliveryId")));
    }

    private boolean isThere(String task) {
        return isSoon("task-get", Map.of("taskId", task), answer -> task.equals(said(answer, "taskId")));
    }

    private boolean isPublished(String delivery) {
        Map<String, String> id = Map.of("deliveryId", delivery);
        return isSoon("webhook-get", id, answer -> "published".equals(said(answer, "state")));
    }

    /** Asked until it is so: who asks for thousands one after another is told to come again. Not for what nobody knows. */
    private boolean isSoon(String call, Map<String, ?> body, Predicate<HttpResponse<String>> wanted) {
        long end = System.nanoTime() + WITHIN.toNanos();
        while (System.nanoTime() < end) {
            HttpResponse<String> answer = admin(call, body);
            if (answer != null && wanted.test(answer)) {
                return true;
            }
            if (answer != null && answer.statusCode() == 404) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }

    private HttpResponse<String> admin(String call, Map<String, ?> body) {
        return sent(request(call, body).build());
    }

    private HttpRequest.Builder request(String call, Map<String, ?> body) {
        return HttpRequest.newBuilder(given.base().resolve("/" + call))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + given.adminToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Api.bytes(body)));
    }

    /** Null where there was no answer. */
    private HttpResponse<String> sent(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String said(HttpResponse<String> answer, String field) {
        try {
            JsonNode said = JSON.readTree(answer.body()).path(field);
            return said.asText();
        } catch (IOException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }
}

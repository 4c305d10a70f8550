package dev.mosaicstack.crash.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.crash.ledger.Entry;
import dev.mosaicstack.crash.ledger.Entry.Span;
import dev.mosaicstack.crash.ledger.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Sends a call until it is answered, always the same bytes under the same ids. A 503 and a lost connection are no
 * answer; any answer that is never right goes into the ledger as wrong.
 */
public final class Client implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Longer than any fault and the start after it. */
    private static final Duration GIVE_UP = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Supplier<URI> base;
    private final Ledger ledger;
    private volatile boolean over;

    /** @param base where the product answers now: each of its lives has a port of its own */
    public Client(Supplier<URI> base, Ledger ledger) {
        this.base = base;
        this.ledger = ledger;
    }

    public Outcome insist(Call call) {
        long asked = System.nanoTime();
        while (!over && System.nanoTime() - asked < GIVE_UP.toNanos()) {
            Optional<Outcome> outcome = send(call).flatMap(answer -> judge(call, answer, asked));
            if (outcome.isPresent()) {
                return outcome.get();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (!over) {
            ledger.add(new Entry.Wrong(call.path() + " was not answered for " + GIVE_UP.toMinutes() + " minutes"));
        }
        return new Outcome.Refused(Outcome.GIVEN_UP);
    }

    private Optional<HttpResponse<byte[]>> send(Call call) {
        var request = HttpRequest.newBuilder(base.get().resolve("/" + call.path()))
                .timeout(call.patience())
                .POST(HttpRequest.BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::header);
        try {
            return Optional.of(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            ledger.unanswered();
            return Optional.empty();
        } catch (InterruptedException e) {
            over = true;
            return Optional.empty();
        }
    }

    /** Empty where the call is to be sent again. */
    private Optional<Outcome> judge(Call call, HttpResponse<byte[]> answer, long asked) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            ledger.answered();
            return Optional.of(new Outcome.Accepted(json(answer), new Span(asked, System.nanoTime())));
        }
        if (status == 503) {
            ledger.unavailable();
            if (answer.headers().firstValue("Retry-After").isEmpty()) {
                ledger.add(new Entry.Wrong(call.path() + " got a 503 without Retry-After: " + text(answer)));
            }
            return Optional.empty();
        }
        String code = json(answer).path("code").asText();
        if (status >= 500 || !call.refusals().contains(code)) {
            ledger.add(new Entry.Wrong(call.path() + " got " + status + " " + text(answer)));
        }
        return Optional.of(new Outcome.Refused(code));
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Ends what still waits for an answer. */
    @Override
    public void close() {
        over = true;
        http.shutdownNow();
        try {
            http.awaitTermination(Duration.ofNanos(TimeUnit.SECONDS.toNanos(5)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

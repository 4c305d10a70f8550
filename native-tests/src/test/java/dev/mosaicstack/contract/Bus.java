package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Sink;
import dev.mosaicstack.testkit.Webhook;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Sentences about the event bus: who subscribed, what was published. */
record Bus(Api api) {

    /** Longer than any delivery takes that is not to fail. */
    static final Duration SOON = Duration.ofSeconds(15);

    record Subscription(String id, String name, String secret) {}

    /** A repository that no other test uses: its events are the only ones of this subject. */
    static String aRepository() {
        return "acme/" + UUID.randomUUID();
    }

    static Map<String, Object> to(String sink, String repository) {
        return Map.of(
                "name",
                "s-" + UUID.randomUUID(),
                "types",
                List.of("dev.mosaicstack.git.*"),
                "subjects",
                List.of("repos/" + repository + "*"),
                "sink",
                sink);
    }

    Subscription subscribe(Sink sink, String repository) {
        return subscribe(sink, repository, Map.of());
    }

    Subscription subscribe(Sink sink, String repository, Map<String, ?> more) {
        ExtractableResponse<Response> made =
                create(plus(to(sink.url(), repository), more)).statusCode(201).extract();
        return new Subscription(made.path("subscriptionId"), made.path("name"), made.path("secret"));
    }

    ValidatableResponse create(Map<String, ?> fields) {
        return api.admin("subscription-create", fields);
    }

    /** A push to this repository; its number is in the data, as the ref. @return the event's id */
    String push(String repository, int number) {
        return api.deliver(Webhook.fromGitea("push", Pushes.numbered(repository, number), api.webhookSecret()))
                .statusCode(202)
                .extract()
                .path("eventId");
    }

    /** The number of the push that this delivery tells of. */
    static int number(Sink.Received received) {
        return Pushes.number(received.text());
    }

    ExtractableResponse<Response> view(Subscription subscription) {
        return api.admin("subscription-list", Map.of("subscriptionId", subscription.id()))
                .statusCode(200)
                .extract();
    }

    /** What subscription-list says of it, once this is so. */
    ExtractableResponse<Response> await(
            Subscription subscription, String what, Predicate<ExtractableResponse<Response>> so) {
        return Awaitility.await(what)
                .pollInterval(Duration.ofMillis(100))
                .atMost(SOON)
                .until(() -> view(subscription), so);
    }

    List<Map<String, Object>> deadLetters(Subscription subscription) {
        return api.admin("dead-letter-list", Map.of("subscriptionId", subscription.id()))
                .statusCode(200)
                .extract()
                .path("items");
    }
}

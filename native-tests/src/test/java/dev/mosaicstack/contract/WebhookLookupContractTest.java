package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WebhookLookupContractTest extends Contract {

    private final String secret = api.webhookSecret();

    @Test
    void aListedDeliveryTellsWhatItIs() {
        var push = Webhook.fromGitea("push", Pushes.aPush(), secret);
        var accepted = api.deliver(push).statusCode(202).extract();
        api.admin("webhook-list", Map.of("externalId", push.externalId()))
                .statusCode(200)
                .body("items.size()", is(1))
                .body("items[0].deliveryId", is(accepted.<String>path("deliveryId")))
                .body("items[0].externalId", is(push.externalId()))
                .body("items[0].source", is("default"))
                .body("items[0].event", is("push"))
                .body("items[0].type", is("dev.mosaicstack.git.push"))
                .body("items[0].receivedAt", matchesPattern(TIME))
                .body("items[0].eventId", is(accepted.<String>path("eventId")));
    }

    @Test
    void aDeliveryIsPublishedSoonAfterItWasAccepted() {
        String delivery = aDelivery("push", Pushes.aPush());
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> api.admin(
                        "webhook-get", Map.of("deliveryId", delivery))
                .body("state", is("published")));
    }

    @Test
    void oneDeliveryComesWithTheBodyThatWasReceived() {
        byte[] body = Pushes.aPush();
        assertThat(bodyOf(aDelivery("push", body))).isEqualTo(new String(body, StandardCharsets.UTF_8));
        String spaced = "{ \"ref\" :\t\"refs/heads/" + anUnknownId() + "\",\n \"n\": 1.50, \"u\": \"\\u00e9\" }\n";
        assertThat(bodyOf(aDelivery("push", spaced.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(spaced);
    }

    @Test
    void theListIsFilteredByTypeAndSource() {
        String fork = aDelivery("fork", Pushes.aPush());
        String push = aDelivery("push", Pushes.aPush());
        String type =
                api.admin("webhook-get", Map.of("deliveryId", fork)).extract().path("type");
        var forks = listed(Map.of("type", type));
        assertThat(forks).contains(fork).doesNotContain(push);
        assertThat(listed(Map.of("source", "default", "type", type))).contains(fork);
        assertThat(listed(Map.of("source", "nobody"))).isEmpty();
    }

    @Test
    void theListIsWalkedByCursorEachDeliveryOnce() {
        String event = "wiki";
        var made =
                Stream.generate(() -> aDelivery(event, Pushes.aPush())).limit(5).toList();
        String type = api.admin("webhook-get", Map.of("deliveryId", made.getFirst()))
                .extract()
                .path("type");
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = new HashMap<String, Object>(Map.of("type", type, "limit", 2));
            if (cursor != null) {
                page.put("cursor", cursor);
            }
            var answer = api.admin("webhook-list", page).statusCode(200).extract();
            seen.addAll(answer.<List<String>>path("items.deliveryId"));
            cursor = answer.path("nextCursor");
        } while (cursor != null);
        assertThat(seen).doesNotHaveDuplicates().containsAll(made);
    }

    @Test
    void replayPublishesTheSameDeliveryUnderANewEventId() {
        var push = api.deliver(Webhook.fromGitea("push", Pushes.aPush(), secret))
                .statusCode(202)
                .extract();
        String original = push.path("eventId");
        var replay = api.admin("webhook-replay", Map.of("deliveryId", push.path("deliveryId")))
                .extract();
        assertThat(replay.statusCode()).as(replay.asString()).isIn(200, 202);
        String again = replay.path("eventId");
        assertThat(again).matches(ID).isNotEqualTo(original);
        try (var redis = Stack.shared().redis()) {
            var first = Events.await(redis, e -> original.equals(e.fields().get("id")));
            var second = Events.await(redis, e -> again.equals(e.fields().get("id")));
            assertThat(second.fields()).containsEntry("replayof", original);
            assertThat(second.data()).isEqualTo(first.data());
            assertThat(second.position()).isGreaterThan(first.position());
        }
    }

    @Test
    void aDeliveryThatIsNotThereIsUnknown() {
        for (String call : List.of("webhook-get", "webhook-replay")) {
            refused(api.admin(call, Map.of("deliveryId", anUnknownId())), 404, "DELIVERY_UNKNOWN");
            refused(api.admin(call, Map.of("deliveryId", "7")), 400, "INVALID_FIELD");
        }
    }

    private String aDelivery(String event, byte[] body) {
        return api.deliver(Webhook.fromGitea(event, body, secret))
                .statusCode(202)
                .extract()
                .path("deliveryId");
    }

    private String bodyOf(String delivery) {
        return api.admin("webhook-get", Map.of("deliveryId", delivery))
                .statusCode(200)
                .extract()
                .path("body");
    }

    private List<String> listed(Map<String, ?> filters) {
        return api.admin("webhook-list", plus(filters, "limit", 200))
                .statusCode(200)
                .extract()
                .path("items.deliveryId");
    }
}

package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookDuplicateContractTest extends Contract {

    private final String secret = api.webhookSecret();

    @Test
    void theSameDeliveryTwiceIsAnsweredWithTheIdsOfTheFirst() {
        var push = Webhook.fromGitea("push", Pushes.aPush(), secret);
        assertSame(accepted(push), accepted(push));
    }

    @Test
    void theSameExternalIdIsADuplicateWhateverItBrings() {
        var push = Webhook.fromGitea("push", Pushes.aPush(), secret);
        var other = Webhook.fromGitea("push", Pushes.aPush(), secret);
        for (String header : new String[] {"X-Gitea-Delivery", "X-Gogs-Delivery", "X-GitHub-Delivery"}) {
            other = other.with(header, push.externalId());
        }
        assertSame(accepted(push), accepted(other));
    }

    @Test
    void theSameContentUnderANewExternalIdIsADuplicate() {
        byte[] body = Pushes.aPush();
        assertSame(
                accepted(Webhook.fromGitea("push", body, secret)), accepted(Webhook.fromGitea("push", body, secret)));
    }

    @Test
    void theSameBodyAsAnotherEventIsNoDuplicate() {
        byte[] body = Pushes.aPush();
        String first = accepted(Webhook.fromGitea("push", body, secret)).path("deliveryId");
        api.deliver(Webhook.fromGitea("create", body, secret))
                .statusCode(202)
                .body("duplicate", is(false))
                .body("deliveryId", not(is(first)));
    }

    @Test
    void aDuplicateIsNotPublishedAgain() {
        String repository = "acme/once-" + UUID.randomUUID();
        var push = Webhook.fromGitea("push", Pushes.aPushTo(repository), secret);
        accepted(push);
        accepted(push);
        String last = "acme/last-" + UUID.randomUUID();
        accepted(Webhook.fromGitea("push", Pushes.aPushTo(last), secret));
        try (var redis = Stack.shared().redis()) {
            Events.await(redis, event -> event.subject().equals("repos/" + last));
            assertThat(Events.about(redis, repository).stream()
                            .filter(e -> e.type().endsWith(".push")))
                    .hasSize(1);
        }
    }

    @Test
    void twinsAtTheSameMomentAreOneDelivery() {
        var push = Webhook.fromGitea("push", Pushes.aPush(), secret);
        var answers = IntStream.range(0, 8).mapToObj(i -> meanwhile(() -> accepted(push))).toList().stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers.stream().map(a -> a.<String>path("deliveryId")).distinct())
                .hasSize(1);
        assertThat(answers.stream().filter(a -> !a.<Boolean>path("duplicate"))).hasSize(1);
    }

    private ExtractableResponse<Response> accepted(Webhook webhook) {
        return api.deliver(webhook).statusCode(202).extract();
    }

    private static void assertSame(ExtractableResponse<Response> first, ExtractableResponse<Response> second) {
        assertThat(first.<Boolean>path("duplicate")).isFalse();
        assertThat(second.<Boolean>path("duplicate")).isTrue();
        assertThat(second.<String>path("deliveryId")).isEqualTo(first.path("deliveryId"));
        assertThat(second.<String>path("eventId")).isEqualTo(first.path("eventId"));
    }
}

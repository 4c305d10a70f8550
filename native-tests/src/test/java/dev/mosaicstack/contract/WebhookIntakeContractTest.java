package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookIntakeContractTest extends Contract {

    private final String secret = api.webhookSecret();

    @Test
    void aSignedPushIsAcceptedAndKept() {
        var push = Webhook.fromGitea("push", Pushes.aPush(), secret);
        String delivery = api.deliver(push)
                .statusCode(202)
                .body("deliveryId", matchesPattern(ID))
                .body("eventId", matchesPattern(ID))
                .body("type", is("dev.mosaicstack.git.push"))
                .body("duplicate", is(false))
                .extract()
                .path("deliveryId");
        api.admin("webhook-get", Map.of("deliveryId", delivery))
                .statusCode(200)
                .body("externalId", is(push.externalId()))
                .body("source", is("default"))
                .body("type", is("dev.mosaicstack.git.push"));
    }

    @Test
    void forgejoAndGogsAreUnderstoodLikeGitea() {
        for (var push : new Webhook[] {
            Webhook.fromForgejo("push", Pushes.aPush(), secret), Webhook.fromGogs("push", Pushes.aPush(), secret)
        }) {
            api.deliver(push).statusCode(202).body("type", is("dev.mosaicstack.git.push"));
        }
    }

    @Test
    void aPushIsUnderstood() {
        String repository = "acme/app-" + UUID.randomUUID();
        String event = api.deliver(Webhook.fromGitea("push", Pushes.aPushTo(repository), secret))
                .statusCode(202)
                .extract()
                .path("eventId");
        try (var redis = Stack.shared().redis()) {
            var published = Events.await(redis, e -> event.equals(e.fields().get("id")));
            assertThat(published.subject()).isEqualTo("repos/" + repository);
            assertThat(published.data())
                    .contains(repository, "refs/heads/main", "28e1879d029cb852e4844d9c718537df08844e03")
                    .contains("Ein schöner Tag ☀", "ada", "/compare/28e1879d029c...");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "create, git",
        "delete, git",
        "fork, git",
        "push, git",
        "issues, git",
        "issue_assign, git",
        "issue_label, git",
        "issue_milestone, git",
        "issue_comment, git",
        "pull_request, git",
        "pull_request_assign, git",
        "pull_request_label, git",
        "pull_request_milestone, git",
        "pull_request_comment, git",
        "pull_request_review_approved, git",
        "pull_request_review_rejected, git",
        "pull_request_review_comment, git",
        "pull_request_sync, git",
        "pull_request_review_request, git",
        "wiki, git",
        "repository, git",
        "release, git",
        "package, git",
        "status, ci",
        "workflow_run, ci",
        "workflow_job, ci"
    })
    void everyEventOfGiteaHasAType(String event, String area) {
        api.deliver(Webhook.fromGitea(event, Pushes.aPush(), secret))
                .statusCode(202)
                .body("type", matchesPattern("dev\\.mosaicstack\\." + area + "\\.[a-z0-9_.-]+"));
    }

    @Test
    void whatIsNotKnownYetIsKeptToo() {
        var unknown = Webhook.fromGitea("brand_new_event", Pushes.aPush(), secret);
        var empty = Webhook.fromGitea("", Pushes.aPush(), secret);
        var without = Webhook.fromGitea("push", Pushes.aPush(), secret)
                .without("X-Gitea-Event", "X-Gogs-Event", "X-GitHub-Event")
                .without("X-Gitea-Event-Type", "X-Gogs-Event-Type", "X-GitHub-Event-Type");
        for (Webhook webhook : new Webhook[] {unknown, empty, without}) {
            api.deliver(webhook).statusCode(202).body("type", matchesPattern("dev\\.mosaicstack\\.(git|ci)\\..+"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "application/json;charset=UTF-8"})
    void jsonMayNameItsCharset(String type) {
        api.deliver(Webhook.fromGitea("push", Pushes.aPush(), secret).with("Content-Type", type))
                .statusCode(202);
    }

    @Test
    void aWebhookMayBeLargerThanAnOrdinaryCallButNotEndless() {
        byte[] large = Api.bytes(Map.of("ref", UUID.randomUUID(), "fill", "x".repeat(2 * 1024 * 1024)));
        api.deliver(Webhook.fromGitea("push", large, secret)).statusCode(202);
        byte[] endless = Api.bytes(Map.of("fill", "x".repeat(25 * 1024 * 1024)));
        Api.refused(api.deliver(Webhook.fromGitea("push", endless, secret)), 413, "BODY_TOO_LARGE");
    }
}

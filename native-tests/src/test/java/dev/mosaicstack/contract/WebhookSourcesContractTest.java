package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On an instance with two more sources, one of them in the middle of a rotation. */
class WebhookSourcesContractTest {

    private static Stack stack;

    private final Api api = stack.api();

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        // So it is where a place is kept for a previous secret, between rotations.
        Path empty = Files.createFile(folder.resolve("empty"));
        stack = Stack.ofItsOwn(
                "sources",
                Map.of(
                        "MOSAIC_WEBHOOK_SOURCES_FORGE_SECRET", "forge-secret-new",
                        "MOSAIC_WEBHOOK_SOURCES_FORGE_PREVIOUS_SECRET", "forge-secret-old",
                        "MOSAIC_WEBHOOK_SOURCES_OTHER_SECRET", "other-secret",
                        "MOSAIC_WEBHOOK_SOURCES_OTHER_PREVIOUS_SECRET_FILE", empty.toString()));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void duringARotationBothSecretsOfASourceAreGood() {
        api.deliver(push("forge-secret-new"), "forge").statusCode(202);
        api.deliver(push("forge-secret-old"), "forge").statusCode(202);
    }

    @Test
    void onlyTheSecretsOfThatSourceCount() {
        refused(api.deliver(push("other-secret"), "forge"), 401, "WEBHOOK_SIGNATURE");
        refused(api.deliver(push(api.webhookSecret()), "forge"), 401, "WEBHOOK_SIGNATURE");
        refused(api.deliver(push("forge-secret-new")), 401, "WEBHOOK_SIGNATURE");
        refused(api.deliver(push("other-secret"), "default"), 401, "WEBHOOK_SIGNATURE");
        api.deliver(push("other-secret"), "other").statusCode(202);
        refused(api.deliver(push("forge-secret-new"), "other"), 401, "WEBHOOK_SIGNATURE");
    }

    @Test
    void aSecretOfAnotherSourceIsBadInEveryHeader() {
        byte[] body = Pushes.aPush();
        var mixed = Webhook.fromGitea("push", body, "forge-secret-new")
                .with("X-Gogs-Signature", Webhook.hmac("other-secret", body));
        refused(api.deliver(mixed, "forge"), 401, "WEBHOOK_SIGNATURE");
    }

    @Test
    void theSameDeliveryToTwoSourcesIsTwoDeliveries() {
        byte[] body = Pushes.aPush();
        api.deliver(Webhook.fromGitea("push", body, "forge-secret-new"), "forge")
                .statusCode(202)
                .body("duplicate", is(false));
        api.deliver(Webhook.fromGitea("push", body, "other-secret"), "other")
                .statusCode(202)
                .body("duplicate", is(false));
        api.admin("webhook-list", Map.of("source", "other", "limit", 1)).body("items[0].source", is("other"));
    }

    private static Webhook push(String secret) {
        return Webhook.fromGitea("push", Pushes.aPush(), secret);
    }
}

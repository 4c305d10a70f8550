package dev.mosaicstack.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.store.EmptyStore;
import dev.mosaicstack.testkit.Webhook;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issue may be as long as a forge sends it; its event is what everybody reads. */
class LargeWebhookTest {

    private static final String SECRET = "a-secret";

    @TempDir
    Path folder;

    @Test
    void theBodyIsKeptAsItWasSentAndTheEventIsShort() {
        byte[] body =
                ("{\"action\":\"opened\",\"number\":7,\"repository\":{\"full_name\":\"acme/app\"},\"issue\":{\"title\":\"t\",\"body\":\""
                                + "x".repeat(5_000_000) + "\"}}")
                        .getBytes(StandardCharsets.UTF_8);
        try (EmptyStore database = EmptyStore.sqlite(folder)) {
            var webhooks = new TakeWebhooks(database.store(), new Ids(Clock.systemUTC()), Clock.systemUTC());
            var taken = webhooks.take(
                    new WebhookSecrets(Map.of("default", List.of(SECRET))),
                    received(Webhook.fromGitea("issues", body, SECRET)));
            assertThat(webhooks.get(taken.deliveryId()).body()).isEqualTo(body);
            Event event = database.store()
                    .read(tx -> tx.events().find(taken.eventId()))
                    .orElseThrow();
            assertThat(event.data().length()).isLessThan(Shortened.MOST);
            JsonNode data = Json.tree(event.data());
            assertThat(data.get("deliveryId").textValue()).isEqualTo(taken.deliveryId());
            assertThat(data.get("number").intValue()).isEqualTo(7);
            assertThat(data.get("truncated").booleanValue()).isTrue();
        }
    }

    private static TakeWebhooks.Received received(Webhook webhook) {
        return new TakeWebhooks.Received(
                "default", new Headers(webhook.headers()), "application/json", webhook.body(), "r", null);
    }
}

package dev.mosaicstack.functions.eventdispatch;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Signs deliveries as the Standard Webhooks specification says, so that receivers have libraries that verify them. */
record Signer(Webhook webhook) {

    static Signer of(String secret) {
        try {
            return new Signer(new Webhook(secret));
        } catch (EmptyWebhookSecretException e) {
            throw new IllegalStateException("a subscription without a secret", e);
        }
    }

    /** @param id the same for each attempt, so that a receiver can tell a repeat */
    Map<String, String> headers(String id, Instant now, byte[] body) {
        try {
            String text = new String(body, StandardCharsets.UTF_8);
            return Map.of(
                    "webhook-id", id,
                    "webhook-timestamp", Long.toString(now.getEpochSecond()),
                    "webhook-signature", webhook.sign(id, now.getEpochSecond(), text));
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("a delivery cannot be signed", e);
        }
    }
}

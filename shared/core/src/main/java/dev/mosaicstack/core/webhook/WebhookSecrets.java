package dev.mosaicstack.core.webhook;

import dev.mosaicstack.core.error.Refusal;
import java.util.List;
import java.util.Map;

/** Which sources may send, and with which secrets: the current one and, during a rotation, the one before. */
public record WebhookSecrets(Map<String, List<String>> bySource) {

    /** @throws Refusal.Unauthenticated where nobody configured that source: an unsigned webhook is never taken */
    public List<String> of(String source) {
        List<String> secrets = bySource.getOrDefault(source, List.of());
        if (secrets.isEmpty()) {
            throw new Refusal.Unauthenticated("WEBHOOK_SIGNATURE", "no secret is configured for this source");
        }
        return secrets;
    }
}

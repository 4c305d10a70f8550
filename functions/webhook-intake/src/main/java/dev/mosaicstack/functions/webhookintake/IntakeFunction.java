package dev.mosaicstack.functions.webhookintake;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.webhook.TakeWebhooks;
import dev.mosaicstack.core.webhook.TakeWebhooks.Received;
import dev.mosaicstack.core.webhook.TakeWebhooks.Taken;
import dev.mosaicstack.core.webhook.WebhookSecrets;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** POST /webhook-intake?source=NAME: takes what a forge signed, 202 once it is stored. */
public class IntakeFunction {

    private static final Logger LOG = Logger.getLogger(IntakeFunction.class);

    /** @param duplicate the ids are those of the original */
    public record Response(String deliveryId, String eventId, String type, boolean duplicate) {}

    private final Edge edge;
    private final TakeWebhooks webhooks;
    private final WebhookSecrets secrets;

    IntakeFunction(Edge edge, TakeWebhooks webhooks, WebhookSecrets secrets) {
        this.edge = edge;
        this.webhooks = webhooks;
        this.secrets = secrets;
    }

    /** No parameter: the signature is over the bytes as they came, so Funqy must not read them first. */
    @Funq("webhook-intake")
    public Uni<Response> intake() {
        return edge.raw("webhook-intake", 202, raw -> {
            String source = raw.query().getOrDefault("source", WebhookSettings.DEFAULT_SOURCE);
            Taken taken = take(source, raw);
            LOG.debugf(
                    "webhook from %s: %s, delivery %s%s",
                    source, taken.type(), taken.deliveryId(), taken.duplicate() ? ", a duplicate" : "");
            return new Response(taken.deliveryId(), taken.eventId(), taken.type(), taken.duplicate());
        });
    }

    /** A forge shows its answers to nobody: whoever set it up wrongly looks here. */
    private Taken take(String source, Edge.Raw raw) {
        try {
            return webhooks.take(
                    secrets,
                    new Received(source, raw.headers(), raw.contentType(), raw.body(), raw.requestId(), raw.trace()));
        } catch (Refusal refusal) {
            LOG.warnf(
                    "webhook from %s refused: %d %s, %s",
                    printable(source), refusal.status(), refusal.code(), refusal.getMessage());
            throw refusal;
        }
    }

    /** Anybody can send a source: it must not forge lines of the log. */
    private static String printable(String source) {
        String plain = source.replaceAll("[^\\p{Alnum}._-]", "?");
        return plain.length() > 50 ? plain.substring(0, 50) + "..." : plain;
    }
}

package dev.mosaicstack.functions.webhookintake;

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
            Taken taken = webhooks.take(
                    secrets, new Received(source, raw.headers(), raw.contentType(), raw.body(), raw.requestId()));
            LOG.infof(
                    "webhook from %s: %s, delivery %s%s",
                    source, taken.type(), taken.deliveryId(), taken.duplicate() ? ", a duplicate" : "");
            return new Response(taken.deliveryId(), taken.eventId(), taken.type(), taken.duplicate());
        });
    }
}

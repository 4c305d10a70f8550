package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Webhook;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryGetToolTest extends ToolContract {

    DeliveryGetToolTest() {
        super("delivery_get", Hint.READS, "admin", "client", "viewer");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("deliveryId", anUnknownId());
    }

    @Test
    void itIsShownWithItsBody() {
        String delivery = api.deliver(Webhook.fromGitea("push", Pushes.aPush(), api.webhookSecret()))
                .statusCode(202)
                .extract()
                .path("deliveryId");
        Answer shown = good(withRole("viewer"), tool, Map.of("deliveryId", delivery));
        assertThat(shown.text()).contains(delivery, shown.id("eventId"), "Body: {");
        assertThat(shown.id("body")).startsWith("{");
    }

    @Test
    void whatIsNotThereIsRefused() {
        refused(admin, tool, arguments(), "DELIVERY_UNKNOWN");
    }
}

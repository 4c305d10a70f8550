package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Webhook;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryListToolTest extends ToolContract {

    DeliveryListToolTest() {
        super("delivery_list", Hint.READS, "admin", "client", "viewer");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("limit", 1);
    }

    @Test
    void itShowsALineForEach() {
        String delivery = api.deliver(Webhook.fromGitea("push", Pushes.aPush(), api.webhookSecret()))
                .statusCode(202)
                .extract()
                .path("deliveryId");
        Answer page = good(withRole("viewer"), tool, Map.of("limit", 200));
        assertThat(page.text()).contains("Delivery " + delivery, "dev.mosaicstack.git.push");
    }

    @Test
    void aLimitThatThereIsNotIsRefused() {
        refused(admin, tool, Map.of("limit", 201), "INVALID_FIELD");
    }
}

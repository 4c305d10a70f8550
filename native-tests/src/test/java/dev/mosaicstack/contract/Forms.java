package dev.mosaicstack.contract;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Webhook;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Deliveries of the content type {@code application/x-www-form-urlencoded}, as a forge sends and signs them. */
final class Forms {

    static final String TYPE = "application/x-www-form-urlencoded";

    private Forms() {}

    /** This webhook with another payload, as a form: what is signed is the payload before it is encoded. */
    static Webhook of(Webhook webhook, String payload, String secret) {
        return webhook.withBody(Api.bytes(payload))
                .signed(secret)
                .with("Content-Type", TYPE)
                .withBody(Api.bytes("payload=" + encoded(payload)));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.mosaicstack.functions.eventdispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignerTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330);

    private static Map<String, String> sign(String body) {
        return Signer.of(SECRET).headers("msg_p5jXN8AQM9LWM0D4loKWxJek", TIME, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The one that the libraries of the Standard Webhooks project are tested with. */
    @Test
    void theSpecificationsExampleIsSignedAsItSays() {
        assertThat(sign("{\"test\": 2432232314}"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "webhook-timestamp", "1614265330",
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    @Test
    void whatIsSignedAreTheBytesThatAreSent() throws Exception {
        String body = "{\"text\":\"grün \uD83D\uDE00\"}";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
        mac.update("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.".getBytes(StandardCharsets.UTF_8));
        byte[] expected = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
        assertThat(sign(body))
                .containsEntry("webhook-signature", "v1," + Base64.getEncoder().encodeToString(expected));
    }
}

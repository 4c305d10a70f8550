package dev.mosaicstack.functions.allinone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends what Gitea sends: recorded bodies, and all the header families that Gitea sets at once. Source: Gitea 1.2x,
 * services/webhook/deliver.go.
 */
final class Gitea {

    private static final int SHA1_BYTES = 20;

    private final String secret;

    /** Commits of this play only: the same body twice within a day would be a duplicate of the last play. */
    private final String commit = randomHex();

    Gitea(String secret) {
        this.secret = secret;
    }

    /** A recorded body of this event kind, about a commit nobody has seen before. */
    String body(String event) {
        try (InputStream in = Gitea.class.getResourceAsStream("/demo/" + event + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@COMMIT@", commit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Headers of one delivery attempt; each has a delivery id of its own, a redelivery too. */
    Map<String, String> headers(String event, String body) {
        String delivery = UUID.randomUUID().toString();
        String signature = hmac("HmacSHA256", body);
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "Go-http-client/1.1");
        headers.put("Content-Type", "application/json");
        for (String family : new String[] {"X-Gitea", "X-Gogs", "X-GitHub"}) {
            headers.put(family + "-Delivery", delivery);
            headers.put(family + "-Event", event);
            headers.put(family + "-Event-Type", event);
        }
        headers.put("X-Gitea-Signature", signature);
        headers.put("X-Gogs-Signature", signature);
        headers.put("X-Hub-Signature", "sha1=" + hmac("HmacSHA1", body));
        headers.put("X-Hub-Signature-256", "sha256=" + signature);
        return headers;
    }

    private String hmac(String algorithm, String body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static String randomHex() {
        byte[] bytes = new byte[SHA1_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.mosaicstack.core.access;

import dev.mosaicstack.core.json.Json;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes token secrets: 256 random bits, with a prefix by which secret scanners know them. */
@Singleton
public final class Secrets {

    public static final String PREFIX = "mosaic_";

    private final SecureRandom random = new SecureRandom();

    public String next() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is stored. A plain hash is enough: the secret has 256 bits, there is nothing to guess. */
    public static String hash(String secret) {
        return Json.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }
}

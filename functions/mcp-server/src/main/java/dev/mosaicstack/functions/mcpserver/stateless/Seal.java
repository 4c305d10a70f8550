package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives clients something to keep that they can neither read nor change, nor use for another request or in another's
 * name, nor after a while (MCP 2026-07-28, multi round-trip requests, {@code requestState}). AES-256-GCM; what it is
 * bound to is authenticated beside it.
 */
final class Seal {

    /** How long people have to answer. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final byte FORM = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes, the same in every process */
    Seal(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, "AES");
        this.clock = clock;
    }

    /** @param argumentsHash of all that was asked beside the name */
    record Bound(String principal, String method, String name, String argumentsHash) {

        private byte[] bytes() {
            return Json.STRICT
                    .createArrayNode()
                    .add(principal)
                    .add(method)
                    .add(name)
                    .add(argumentsHash)
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    String close(ObjectNode state, Bound to) {
        ObjectNode content = Json.STRICT
                .createObjectNode()
                .put("until", clock.instant().plus(LIFE).toEpochMilli());
        content.set("state", state);
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] secret = cipher(Cipher.ENCRYPT_MODE, nonce, Json.write(content).getBytes(StandardCharsets.UTF_8), to)
                .orElseThrow();
        ByteBuffer sealed = ByteBuffer.allocate(1 + NONCE + secret.length)
                .put(FORM)
                .put(nonce)
                .put(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.array());
    }

    /** Empty where it is not ours, was changed, is of another request or principal, or is too old. */
    Optional<ObjectNode> open(String sealed, Bound to) {
        return bytes(sealed)
                .filter(bytes -> bytes.length > 1 + NONCE && bytes[0] == FORM)
                .flatMap(bytes -> {
                    byte[] nonce = Arrays.copyOfRange(bytes, 1, 1 + NONCE);
                    byte[] secret = Arrays.copyOfRange(bytes, 1 + NONCE, bytes.length);
                    return cipher(Cipher.DECRYPT_MODE, nonce, secret, to);
                })
                .map(Seal::read)
                .filter(content -> clock.millis() <= content.path("until").asLong())
                .map(content -> (ObjectNode) content.get("state"));
    }

    private Optional<byte[]> cipher(int mode, byte[] nonce, byte[] bytes, Bound to) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(to.bytes());
            return Optional.of(cipher.doFinal(bytes));
        } catch (AEADBadTagException changed) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static Optional<byte[]> bytes(String sealed) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(sealed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonNode read(byte[] content) {
        try {
            return Json.STRICT.readTree(content);
        } catch (IOException e) {
            throw new IllegalStateException("what was sealed here is not JSON", e);
        }
    }
}

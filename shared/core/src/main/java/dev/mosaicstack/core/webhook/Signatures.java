package dev.mosaicstack.core.webhook;

import dev.mosaicstack.core.error.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who sent this webhook: HMAC-SHA256 with a shared secret, as Gitea, Forgejo, Gogs and GitHub send it.
 *
 * <p>At least one supported header must be there, and every one that is there must verify: a forge sends them all over
 * the same bytes with the same key, so one that differs was put there by somebody else. The SHA-1 form
 * ({@code X-Hub-Signature}) proves nothing here, alone or beside others.
 */
public final class Signatures {

    private static final int HEX_DIGITS = 64;

    private enum Header {
        FORGEJO("X-Forgejo-Signature", ""),
        GITEA("X-Gitea-Signature", ""),
        GOGS("X-Gogs-Signature", ""),
        HUB("X-Hub-Signature-256", "sha256=");

        private final String title;
        private final String prefix;

        Header(String title, String prefix) {
            this.title = title;
            this.prefix = prefix;
        }
    }

    private Signatures() {}

    /**
     * What can be said before the body is there.
     *
     * @throws Refusal.Unauthenticated {@code WEBHOOK_SIGNATURE} where there is nothing that {@link #verify} would look at
     */
    public static void mustBeIn(Headers headers) {
        if (Arrays.stream(Header.values()).noneMatch(header -> headers.has(header.title))) {
            throw missing();
        }
    }

    /**
     * Returns where the webhook is authentic. Comparisons take the same time wherever the difference is.
     *
     * @param signed the bytes the sender signed, see {@link WebhookBody#signed()}
     * @param secrets the source's secrets, any of which will do (two while one is rotated); blank ones do not count
     * @throws Refusal.Unauthenticated {@code WEBHOOK_SIGNATURE}, naming the header and what is wrong with it
     */
    public static void verify(Headers headers, byte[] signed, List<String> secrets) {
        List<byte[]> expected = secrets.stream()
                .filter(secret -> secret != null && !secret.isBlank())
                .map(secret -> hmac(secret, signed))
                .toList();
        if (expected.isEmpty()) {
            throw refused("this source has no webhook secret");
        }
        boolean any = false;
        for (Header header : Header.values()) {
            if (headers.has(header.title)) {
                verify(header, headers.first(header.title), expected);
                any = true;
            }
        }
        if (!any) {
            throw missing();
        }
    }

    private static void verify(Header header, String value, List<byte[]> expected) {
        byte[] sent = digest(header, value);
        boolean matches = false;
        for (byte[] mac : expected) {
            matches |= MessageDigest.isEqual(mac, sent);
        }
        if (!matches) {
            throw refused(header.title + " does not match the body");
        }
    }

    private static byte[] digest(Header header, String value) {
        if (value == null) {
            throw refused(header.title + " is empty: set the webhook's secret in the forge");
        }
        if (!value.startsWith(header.prefix)) {
            throw refused(header.title + " does not start with " + header.prefix);
        }
        String hex = value.substring(header.prefix.length());
        if (hex.length() != HEX_DIGITS) {
            throw refused(header.title + " has the wrong length: " + hex.length() + " instead of 64 hex digits");
        }
        if (!hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            throw refused(header.title + " is not lower-case hex");
        }
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] hmac(String secret, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(signed);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static Refusal missing() {
        return refused("the signature is missing: none of X-Forgejo-Signature, X-Gitea-Signature, X-Gogs-Signature,"
                + " X-Hub-Signature-256 was sent");
    }

    private static Refusal refused(String detail) {
        return new Refusal.Unauthenticated("WEBHOOK_SIGNATURE", detail);
    }
}

package dev.mosaicstack.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A delivery as a forge sends it: a body and all the headers that this forge puts on it. */
public record Webhook(byte[] body, Map<String, String> headers) {

    /** What Gitea 1.2x sends for this event: its own headers and those of the forges it stands in for. */
    public static Webhook fromGitea(String event, byte[] body, String secret) {
        String delivery = UUID.randomUUID().toString();
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        for (String forge : List.of("X-Gitea-", "X-Gogs-", "X-GitHub-")) {
            headers.put(forge + "Delivery", delivery);
            headers.put(forge + "Event", event);
            headers.put(forge + "Event-Type", event);
        }
        return new Webhook(body, headers).signed(secret);
    }

    /** Forgejo keeps Gitea's headers and adds its own. */
    public static Webhook fromForgejo(String event, byte[] body, String secret) {
        var gitea = fromGitea(event, body, secret);
        return gitea.with("X-Forgejo-Delivery", gitea.externalId())
                .with("X-Forgejo-Event", event)
                .with("X-Forgejo-Event-Type", event)
                .signed(secret);
    }

    /** Gogs knows only its own signature header. */
    public static Webhook fromGogs(String event, byte[] body, String secret) {
        String delivery = UUID.randomUUID().toString();
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Gogs-Delivery", delivery);
        headers.put("X-Gogs-Event", event);
        headers.put("X-Github-Delivery", delivery);
        headers.put("X-Github-Event", event);
        return new Webhook(body, headers).signed(secret);
    }

    /** With every signature header that this forge sends, the outdated SHA-1 one too. */
    public Webhook signed(String secret) {
        String hex = hmac(secret, body);
        var changed = ordered();
        for (String forge : List.of("X-Gitea-", "X-Gogs-", "X-Forgejo-")) {
            if (changed.containsKey(forge + "Event")) {
                changed.put(forge + "Signature", hex);
            }
        }
        if (changed.containsKey("X-Gitea-Event")) {
            changed.put("X-Hub-Signature", "sha1=" + hmac("HmacSHA1", secret, body));
            changed.put("X-Hub-Signature-256", "sha256=" + hex);
        }
        return new Webhook(body, changed);
    }

    /** The sender's id of this delivery. */
    public String externalId() {
        return header("X-Gogs-Delivery");
    }

    public String header(String name) {
        return ordered().get(name);
    }

    public Webhook with(String name, String value) {
        var changed = ordered();
        changed.put(name, value);
        return new Webhook(body, changed);
    }

    public Webhook without(String... names) {
        var changed = ordered();
        List.of(names).forEach(changed::remove);
        return new Webhook(body, changed);
    }

    /** The same headers, signatures too, on another body. */
    public Webhook withBody(byte[] other) {
        return new Webhook(other, headers);
    }

    /** Without any header that carries a signature. */
    public Webhook unsigned() {
        var changed = ordered();
        changed.keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).contains("-signature"));
        return new Webhook(body, changed);
    }

    /** Lower-case hex HMAC-SHA256, what every forge signs with. */
    public static String hmac(String secret, byte[] body) {
        return hmac("HmacSHA256", secret, body);
    }

    private static String hmac(String algorithm, String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private TreeMap<String, String> ordered() {
        var copy = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        return copy;
    }
}

package dev.mosaicstack.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.testkit.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Makes signed pushes as Gitea sends them, each with an id and a commit of its own, all of one size. */
public final class SignedPush {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMIT = "0123456789012345678901234567890123456789";

    private final String body;
    private final String secret;

    private SignedPush(String body, String secret) {
        this.body = body;
        this.secret = secret;
    }

    /** A recorded push, cut to 3 KiB: one commit, no second copies of people and commits. */
    public static SignedPush ofThreeKibibytes(String secret) {
        ObjectNode push = recorded();
        push.remove(List.of("head_commit", "pusher", "compare_url"));
        ((ArrayNode) push.get("commits")).remove(1);
        return new SignedPush(push.toString(), secret);
    }

    /** No more than a repository and a commit. */
    public static SignedPush small(String secret) {
        ObjectNode push = recorded().retain("ref", "before", "after");
        push.putObject("repository").put("full_name", "acme/app");
        return new SignedPush(push.toString(), secret);
    }

    private static ObjectNode recorded() {
        try (InputStream in = Webhook.class.getResourceAsStream("/webhooks/gitea/push.json")) {
            return ((ObjectNode) JSON.readTree(in)).put("after", COMMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of one body. */
    public int size() {
        return body.length();
    }

    /** A whole request. */
    public byte[] next() {
        byte[] content = body.replace(COMMIT, commit()).getBytes(StandardCharsets.UTF_8);
        return request(content, secret);
    }

    /** The whole request that brings this body. */
    public static byte[] request(byte[] content, String secret) {
        var head = new StringBuilder("POST /webhook-intake HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        Webhook.fromGitea("push", content, secret)
                .headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        byte[] request =
                Arrays.copyOf(head.toString().getBytes(StandardCharsets.US_ASCII), head.length() + content.length);
        System.arraycopy(content, 0, request, head.length(), content.length);
        return request;
    }

    private static String commit() {
        byte[] random = new byte[COMMIT.length() / 2];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}

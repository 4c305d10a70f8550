package dev.mosaicstack.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a flow is there for, as one request that it answers alone, again and again.
 *
 * @param path without its slash
 * @param headers in addition to the content type and the token
 * @param status that is right
 */
public record OwnCall(String path, Map<String, String> headers, byte[] body, int status) {

    /** What must exist in the database before. */
    public record Given(String session, String agent, String adminToken, String webhookSecret) {}

    /** @throws IllegalStateException of a flow that nobody has said it of: say it here */
    public static OwnCall of(Flow flow, Given given) {
        return switch (flow.name()) {
            case "webhook-intake", "all-in-one" -> webhook(given);
            case "session-create" -> json("session-create", 201, Map.of("project", "acme/app", "client", "own-call"));
            case "task-assign" -> json("task-assign", 201, Mosaic.task(given.session(), "other"));
            case "coordination-relay" -> json("coordination-request", 201, question(given));
            case "event-dispatch" -> json("event-publish", 202, Map.of("type", "com.acme.own"));
            case "backup-trigger" -> json("backup-status", 200, Map.of("limit", 1));
            case "metrics-scrape" -> json("alert-list", 200, Map.of("limit", 1));
            case "mcp-server" ->
                new OwnCall(
                        "mcp",
                        Map.of("Accept", "application/json, text/event-stream"),
                        Api.bytes(McpSession.initialize()),
                        200);
            default -> throw new IllegalStateException("what is " + flow + " asked for? Say it in OwnCall");
        };
    }

    /** To whoever can do it, which nobody can. */
    private static Map<String, Object> question(Given given) {
        return Map.of(
                "sessionId", given.session(),
                "from", given.agent(),
                "capability", "other",
                "topic", "t",
                "body", "b");
    }

    private static OwnCall json(String call, int status, Map<String, ?> body) {
        return new OwnCall(call, Map.of(), Api.bytes(body), status);
    }

    private static OwnCall webhook(Given given) {
        byte[] push = Pushes.aPushTo("acme/" + UUID.randomUUID());
        var headers = new TreeMap<>(
                Webhook.fromGitea("push", push, given.webhookSecret()).headers());
        headers.remove("Content-Type");
        return new OwnCall("webhook-intake", headers, push, 202);
    }

    /** As it goes over the wire, HTTP/1.1, on a connection that is kept. */
    public byte[] request(int port, String token) {
        var head = new StringBuilder("POST /" + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Authorization: Bearer ").append(token).append("\r\n");
        head.append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n");
        byte[] before = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(before, before.length + body.length);
        System.arraycopy(body, 0, all, before.length, body.length);
        return all;
    }

    /** Flows whose own call needs a session and an agent that another function made. */
    public static boolean needsASession(Flow flow) {
        return List.of("task-assign", "coordination-relay").contains(flow.name());
    }
}

package dev.mosaicstack.functions.eventdispatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.notify.Channel;
import dev.mosaicstack.core.notify.Channel.Outcome;
import dev.mosaicstack.core.notify.Kind;
import dev.mosaicstack.core.notify.Message;
import dev.mosaicstack.core.notify.Note;
import dev.mosaicstack.core.notify.Severity;
import dev.mosaicstack.testkit.NtfyServer;
import dev.mosaicstack.testkit.Ports;
import dev.mosaicstack.testkit.Receiver;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each channel that is HTTP, against servers that take it and servers that do not. */
class HttpChannelsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpPost HTTP = new HttpPost(VERTX, Duration.ofSeconds(2));
    private static final Note NOTE = new Note(
            "event-1",
            Instant.parse("2026-11-20T10:00:00Z"),
            "repos/acme/app",
            "[acme/app] ci status failure: schöner <Bau>",
            List.of("Description: 1 & 2 < 3, @here"),
            "https://ci.example.org/1?a=b&c=d");

    private final Receiver receiver = Receiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    @AfterAll
    static void end() {
        VERTX.close();
    }

    @Test
    void theWebhookSaysEverything() {
        var channel = new WebhookChannel(HTTP, new ChannelPlan.Webhook(receiver.url("/hook"), "tk"));
        assertThat(channel.send(message(7))).isEqualTo(new Outcome.Taken());
        Receiver.Received received = receiver.at("/hook").getFirst();
        assertThat(received.headers())
                .containsEntry("Authorization", "Bearer tk")
                .containsEntry("Content-Type", "application/json");
        JsonNode body = Json.tree(received.body());
        assertThat(body.path("notificationId").textValue()).isEqualTo("note-1");
        assertThat(body.path("title").textValue()).isEqualTo(NOTE.title());
        assertThat(body.path("severity").textValue()).isEqualTo("error");
        assertThat(body.path("type").textValue()).isEqualTo("dev.mosaicstack.ci.status");
        assertThat(body.path("project").textValue()).isEqualTo("acme/app");
        assertThat(body.path("count").intValue()).isEqualTo(7);
        assertThat(body.path("link").textValue()).isEqualTo(NOTE.link());
        assertThat(Note.of(body.path("first"))).isEqualTo(NOTE);
    }

    @Test
    void slackGetsEscapedTextInWhichNobodyRingsForAll() {
        var channel = new SlackChannel(HTTP, new ChannelPlan.Slack(receiver.url("/hooks/abc")));
        assertThat(channel.send(message(1))).isEqualTo(new Outcome.Taken());
        JsonNode body = Json.tree(receiver.at("/hooks/abc").getFirst().body());
        assertThat(body.size()).isEqualTo(1);
        assertThat(body.path("text").textValue()).isEqualTo("""
                        :x: [acme/app] ci status failure: schöner &lt;Bau&gt;
                        Description: 1 &amp; 2 &lt; 3, @\u200bhere
                        https://ci.example.org/1?a=b&amp;c=d""");
    }

    @Test
    void ntfyGetsTitlePriorityTagsAndLink() {
        try (var ntfy = NtfyServer.start()) {
            var channel = new NtfyChannel(HTTP, new ChannelPlan.Ntfy(ntfy.topic("ops"), NtfyServer.TOKEN));
            assertThat(channel.send(message(1))).isEqualTo(new Outcome.Taken());
            JsonNode got = ntfy.messages("ops").getFirst();
            assertThat(got.path("title").textValue()).isEqualTo(NOTE.title());
            assertThat(got.path("message").textValue())
                    .isEqualTo("Description: 1 & 2 < 3, @here\nhttps://ci.example.org/1?a=b&c=d");
            assertThat(got.path("priority").intValue()).isEqualTo(4);
            assertThat(got.path("tags")).hasToString("[\"x\",\"error\"]");
            assertThat(got.path("click").textValue()).isEqualTo(NOTE.link());
            assertThat(channel.send(message("ü".repeat(3000)))).isEqualTo(new Outcome.Taken());
            var stranger = new NtfyChannel(HTTP, new ChannelPlan.Ntfy(ntfy.topic("ops"), null));
            assertThat(notTaken(stranger).error()).startsWith("HTTP 401: ").contains("unauthorized");
        }
    }

    @Test
    void whatIsNoSuccessSaysWhy() {
        answers(new Receiver.Answer(500, Map.of(), "out of\norder", null), "HTTP 500: out of order");
        answers(Receiver.Answer.of(404), "HTTP 404");
        answers(new Receiver.Answer(500, Map.of(), "x".repeat(100_000), null), "HTTP 500: xxx");
        answers(
                new Receiver.Answer(
                        302, Map.of("Location", receiver.url("/else").toString()), "", null),
                "HTTP 302 (redirects are not followed)");
        assertThat(receiver.at("/else")).isEmpty();
    }

    @Test
    void aWishToBeLeftAloneIsHeard() {
        receiver.answers("/hook", new Receiver.Answer(429, Map.of("Retry-After", "90"), "", null));
        assertThat(notTaken(hook(receiver.url("/hook"))).retryAfter()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void whoeverHangsIsLeft() {
        var never = new CountDownLatch(1);
        receiver.answers("/hook", new Receiver.Answer(200, Map.of(), "", never));
        assertThat(notTaken(hook(receiver.url("/hook"))).error()).isEqualTo("no answer within 2 s");
        never.countDown();
    }

    @Test
    void whoeverIsNotThereOrHangsUpIsNamed() throws IOException {
        assertThat(notTaken(hook(URI.create("http://127.0.0.1:" + Ports.free() + "/secret-path")))
                        .error())
                .contains("refused")
                .doesNotContain("secret-path");
        try (var rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> hangUp(rude));
            var url = URI.create("http://127.0.0.1:" + rude.getLocalPort() + "/secret-path");
            assertThat(notTaken(hook(url)).error()).contains("closed").doesNotContain("secret-path");
        }
        assertThat(notTaken(hook(URI.create("http://no-such-host.invalid/secret-path")))
                        .error())
                .contains("no-such-host.invalid")
                .doesNotContain("secret-path");
    }

    private static void hangUp(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void answers(Receiver.Answer answer, String error) {
        receiver.answers("/hook", answer);
        assertThat(notTaken(hook(receiver.url("/hook"))).error())
                .startsWith(error)
                .hasSizeLessThanOrEqualTo(300)
                .doesNotContain("\n");
    }

    private static Channel hook(URI url) {
        return new WebhookChannel(HTTP, new ChannelPlan.Webhook(url, null));
    }

    private static Outcome.NotTaken notTaken(Channel channel) {
        return (Outcome.NotTaken) channel.send(message(1));
    }

    private static Message message(long count) {
        var kind = new Kind("dev.mosaicstack.ci.status", Severity.ERROR, "acme/app");
        return new Message("note-1", NOTE.title(), NOTE.lines(), NOTE.link(), kind, count, NOTE, NOTE);
    }

    private static Message message(String line) {
        var kind = new Kind("dev.mosaicstack.ci.status", Severity.ERROR, "");
        return new Message("note-1", NOTE.title(), List.of(line), null, kind, 1, NOTE, NOTE);
    }
}

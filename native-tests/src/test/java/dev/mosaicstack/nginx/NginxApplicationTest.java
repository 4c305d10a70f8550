package dev.mosaicstack.nginx;

import static dev.mosaicstack.nginx.Caller.joined;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two copies of the shipped application.conf in a real nginx, before stand-ins for two applications. */
class NginxApplicationTest {

    private static StandIn application;
    private static StandIn other;
    private static ShippedNginx nginx;
    private static Caller caller;

    @BeforeAll
    static void start() {
        application = StandIn.started();
        other = StandIn.started();
        nginx = ShippedNginx.beforeApplications(application.base(), other.base());
        caller = new Caller(nginx, "none");
    }

    @AfterAll
    static void stop() {
        caller.close();
        nginx.close();
        application.close();
        other.close();
    }

    @Test
    void eachCopyHasAnApplicationOfItsOwnAndKeepsItsOwnFiles() throws IOException {
        for (int i = 0; i < 2; i++) {
            assertThat(answerTo("git.example.net", "/assets/theme.css")).contains("\r\nHost: git.example.net\r\n");
            assertThat(answerTo("wiki.example.net", "/assets/theme.css")).contains("\r\nHost: wiki.example.net\r\n");
            assertThat(answerTo("wiki.example.net", "/books")).contains("\r\nHost: wiki.example.net\r\n");
        }
        assertThat(application.asked("/assets/theme.css")).isEqualTo(1);
        assertThat(other.asked("/assets/theme.css")).isEqualTo(1);
        assertThat(other.asked("/books")).isEqualTo(2);
        assertThat(application.asked("/books")).isZero();
    }

    /** What a stand-in answers is the head that it was sent. */
    private static String answerTo(String host, String path) throws IOException {
        try (var socket = nginx.connected()) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(StandIn.bytes(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void aWebSocketIsUpgradedAndCarriesBothWays() throws IOException {
        try (var socket = nginx.connected()) {
            InputStream in = socket.getInputStream();
            socket.getOutputStream()
                    .write(StandIn.bytes("GET /api/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                            + "Connection: Upgrade\r\n\r\n"));
            assertThat(StandIn.head(in)).startsWith("HTTP/1.1 101 ");
            for (String word : new String[] {"one", "another"}) {
                socket.getOutputStream().write(StandIn.bytes(word));
                assertThat(in.readNBytes(word.length())).isEqualTo(StandIn.bytes(word));
            }
        }
    }

    @Test
    void itsOwnFilesAreAskedForOnceAndEverythingElseEachTime() {
        for (int i = 0; i < 3; i++) {
            assertThat(caller.get("/assets/logo.png").statusCode()).isEqualTo(200);
            assertThat(caller.get("/acme/private/raw/logo.png").statusCode()).isEqualTo(200);
        }
        assertThat(application.asked("/assets/logo.png")).isEqualTo(1);
        assertThat(application.asked("/acme/private/raw/logo.png")).isEqualTo(3);
    }

    @Test
    void whatIsAskedForWithCredentialsIsNotKept() {
        for (int i = 0; i < 3; i++) {
            var request = HttpRequest.newBuilder(nginx.base().resolve("/assets/own.png"));
            joined(caller.send(request, Map.of("Authorization", "Bearer mine")));
        }
        caller.get("/assets/own.png");
        assertThat(application.asked("/assets/own.png")).isEqualTo(4);
    }

    @Test
    void theApplicationIsToldWhoCallsByUsAlone() {
        var request = HttpRequest.newBuilder(nginx.base().resolve("/who"));
        var spoofed =
                Map.of("X-Forwarded-For", "203.0.113.7", "X-Real-IP", "203.0.113.7", "X-Forwarded-Proto", "gopher");
        assertThat(joined(caller.send(request, spoofed)).body())
                .contains("\r\nX-Forwarded-For: 127.0.0.1\r\n", "\r\nX-Real-IP: 127.0.0.1\r\n")
                .contains("\r\nX-Forwarded-Proto: https\r\n", "\r\nHost: localhost\r\n")
                .doesNotContain("203.0.113.7", "gopher");
    }

    @Test
    void whatAnApplicationDoesNotSayAboutItsSafetyIsAdded() {
        var answer = caller.get("/any");
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Strict-Transport-Security")).hasSize(1);
    }
}

package dev.mosaicstack.functions.eventdispatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mosaicstack.core.notify.Channel.Outcome;
import dev.mosaicstack.core.notify.Kind;
import dev.mosaicstack.core.notify.Message;
import dev.mosaicstack.core.notify.Note;
import dev.mosaicstack.core.notify.Severity;
import dev.mosaicstack.testkit.MailServer;
import dev.mosaicstack.testkit.Ports;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Mail to servers that take it and servers that do not; what arrives is in the black-box contract. */
class MailChannelTest {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void end() {
        VERTX.close();
    }

    @Test
    void aMailSaysWhatTheMessageSays() {
        try (var server = MailServer.start()) {
            var access = access(server.smtp(), MailAccess.Tls.OPTIONAL, MailServer.PASSWORD);
            assertThat(channel(access, access.config()).send(message())).isEqualTo(new Outcome.Taken());
            MailServer.Mail mail = server.mails().getFirst();
            assertThat(mail.subject()).isEqualTo("schöner Titel");
            assertThat(mail.text()).isEqualToNormalizingNewlines("eine Zeile\nhttps://example.org/1");
            var wrong = access(server.smtp(), MailAccess.Tls.OPTIONAL, "wrong-password");
            assertThat(error(wrong)).contains("535").doesNotContain("wrong-password");
            var strict = access(server.smtp(), MailAccess.Tls.STARTTLS, MailServer.PASSWORD);
            assertThat(error(strict)).containsIgnoringCase("starttls");
        }
    }

    @Test
    void aServerThatCannotProveWhoItIsGetsNothing() {
        var setup = new ServerSetup(Ports.free(), "127.0.0.1", ServerSetup.PROTOCOL_SMTPS);
        var server = new GreenMail(setup);
        server.start();
        try {
            assertThat(error(access(setup.getPort(), MailAccess.Tls.TLS, "pw"))).isNotBlank();
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatHangsIsLeftAndMailGoesOutOnceItWorks() throws IOException {
        var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        List<Socket> taken = new CopyOnWriteArrayList<>();
        Thread.ofPlatform().daemon().start(() -> acceptAll(silent, taken));
        var access = new MailAccess(
                "127.0.0.1", silent.getLocalPort(), MailAccess.Tls.NONE, "mosaic@example.org", null, null);
        MailConfig config = access.config();
        assertThat(config.getIdleTimeout()).isEqualTo(10);
        // Here a second is enough, and three connections; more attempts than these.
        config.setIdleTimeout(1);
        config.setMaxPoolSize(3);
        MailChannel channel = channel(access, config, Duration.ofMillis(1500));
        for (int attempt = 0; attempt <= config.getMaxPoolSize(); attempt++) {
            assertThat(channel.send(message())).isInstanceOf(Outcome.NotTaken.class);
        }
        assertThat(taken).hasSize(config.getMaxPoolSize() + 1);
        silent.close();
        var server = new GreenMail(new ServerSetup(access.port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            assertThat(channel.send(message())).isEqualTo(new Outcome.Taken());
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    private static void acceptAll(ServerSocket server, List<Socket> taken) {
        try {
            while (!server.isClosed()) {
                taken.add(server.accept());
            }
        } catch (IOException e) {
            // Closed: the test goes on with a server that works.
        }
    }

    private static String error(MailAccess access) {
        return ((Outcome.NotTaken) channel(access, access.config()).send(message())).error();
    }

    private static MailChannel channel(MailAccess access, MailConfig config) {
        return channel(access, config, Duration.ofSeconds(10));
    }

    private static MailChannel channel(MailAccess access, MailConfig config, Duration longest) {
        return new MailChannel(
                MailClient.create(VERTX, config), new ChannelPlan.Mail(List.of(MailServer.ADDRESS), access), longest);
    }

    private static MailAccess access(int port, MailAccess.Tls tls, String password) {
        return new MailAccess("127.0.0.1", port, tls, "mosaic@example.org", MailServer.USER, password);
    }

    private static Message message() {
        var note = new Note("e", Instant.EPOCH, "x/1", "schöner Titel", List.of("eine Zeile"), "https://example.org/1");
        var kind = new Kind("dev.mosaicstack.user.x", Severity.INFO, "");
        return new Message("n", note.title(), note.lines(), note.link(), kind, 1, note, note);
    }
}

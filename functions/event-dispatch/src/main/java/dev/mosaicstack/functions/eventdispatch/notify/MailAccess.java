package dev.mosaicstack.functions.eventdispatch.notify;

import dev.mosaicstack.core.notify.SendNotifications;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The mail server and who we are there.
 *
 * @param from our address
 * @param username null where no login is wanted; {@code password} likewise
 */
record MailAccess(String host, int port, Tls tls, String from, String username, String password) {

    /** How a connection is secured, and the port where none is given. */
    enum Tls {
        /** Where the server offers it. */
        OPTIONAL(25),
        STARTTLS(587),
        /** From the first byte on. */
        TLS(465),
        NONE(25);

        final int port;

        Tls(int port) {
            this.port = port;
        }

        static Optional<Tls> of(String text) {
            return Arrays.stream(values())
                    .filter(tls -> tls.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst();
        }
    }

    /**
     * A connection for each mail, because mails are rare; it is closed when the server says nothing any more. The mailer of
     * Quarkus never does so: ten attempts at a server that hangs, and it sends nothing until the next start.
     */
    MailConfig config() {
        var config = new MailConfig(host, port)
                .setKeepAlive(false)
                .setStarttls(startTls())
                .setSsl(tls == Tls.TLS)
                .setLogin(username == null ? LoginOption.DISABLED : LoginOption.REQUIRED)
                .setUsername(username)
                .setPassword(password);
        // Of a server that is what its certificate says; nobody checks that by default.
        config.setHostnameVerificationAlgorithm("HTTPS");
        config.setConnectTimeout(5000);
        config.setIdleTimeout((int) SendNotifications.LONGEST.toSeconds());
        config.setIdleTimeoutUnit(TimeUnit.SECONDS);
        return config;
    }

    private StartTLSOptions startTls() {
        return switch (tls) {
            case OPTIONAL -> StartTLSOptions.OPTIONAL;
            case STARTTLS -> StartTLSOptions.REQUIRED;
            case TLS, NONE -> StartTLSOptions.DISABLED;
        };
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}

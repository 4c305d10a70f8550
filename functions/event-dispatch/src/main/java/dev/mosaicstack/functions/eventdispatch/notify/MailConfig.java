package dev.mosaicstack.functions.eventdispatch.notify;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Turns {@code mosaic.notify.mail.*} into the configuration of the mailer. */
public final class MailConfig implements ConfigSourceFactory {

    /** Above the defaults in the jars, below everything that a user sets. */
    private static final int ORDINAL = 150;

    private static final String PREFIX = "mosaic.notify.mail.";

    /** @param startTls the mailer's word for it; @param port where none is given */
    private record Tls(String startTls, boolean atOnce, int port) {}

    private static final Map<String, Tls> TLS = Map.of(
            "optional", new Tls("OPTIONAL", false, 25),
            "starttls", new Tls("REQUIRED", false, 587),
            "tls", new Tls("DISABLED", true, 465),
            "none", new Tls("DISABLED", false, 25));

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        // Messages are rare: a connection that is kept would be closed by the server before the next one.
        settings.put("quarkus.mailer.keep-alive", "false");
        String host = value(context, "host");
        if (host != null) {
            settings.put("quarkus.mailer.host", literal(host));
            settings.putAll(security(value(context, "tls"), value(context, "port")));
            settings.putAll(login(context));
        }
        return List.of(new PropertiesConfigSource(settings, "the mail server of MOSAIC_NOTIFY_MAIL_HOST", ORDINAL));
    }

    private static Map<String, String> security(String name, String port) {
        Tls tls = TLS.get(name == null ? "optional" : name);
        if (tls == null) {
            throw new ConfigurationException(
                    PREFIX + "tls is \"" + name + "\" and must be optional, starttls, tls or none");
        }
        return Map.of(
                "quarkus.mailer.start-tls",
                tls.startTls(),
                "quarkus.mailer.tls",
                "" + tls.atOnce(),
                "quarkus.mailer.port",
                port == null ? "" + tls.port() : port);
    }

    private static Map<String, String> login(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        String user = value(context, "username");
        String file = value(context, "password-file");
        String password = file == null ? value(context, "password") : SecretFile.read(PREFIX + "password-file", file);
        if (value(context, "from") != null) {
            settings.put("quarkus.mailer.from", literal(value(context, "from")));
        }
        if (user != null && password != null) {
            settings.put("quarkus.mailer.username", literal(user));
            settings.put("quarkus.mailer.password", literal(password));
            settings.put("quarkus.mailer.login", "REQUIRED");
        }
        return settings;
    }

    /** A dollar sign in a password is no expression; a backslash means nothing elsewhere. */
    private static String literal(String value) {
        return value.replace("$", "\\$");
    }

    private static String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(PREFIX + name);
        String text = value == null ? null : value.getValue();
        return text == null || text.isBlank() ? null : text.strip();
    }
}

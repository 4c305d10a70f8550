package dev.mosaicstack.functions.eventdispatch.notify;

import dev.mosaicstack.core.notify.Rule;
import dev.mosaicstack.core.notify.Severity;
import dev.mosaicstack.core.subscription.Glob;
import dev.mosaicstack.web.SecretFile;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings, checked: what is wrong is said in one line that names the setting.
 *
 * @param channels by name
 */
record NotifyPlan(Map<String, ChannelPlan> channels, List<Rule> rules) {

    private static final String PREFIX = "mosaic.notify.";

    /** @throws ConfigurationException where something is missing or cannot be */
    static NotifyPlan of(NotifySettings settings) {
        check(
                within(settings.window(), Duration.ofSeconds(1), Duration.ofDays(1)),
                "window is not between a second and a day");
        for (Duration retry : settings.retries()) {
            check(
                    within(retry, Duration.ofMillis(1), Duration.ofDays(1)),
                    "retries has a pause longer than a day, or none");
        }
        Map<String, ChannelPlan> channels = new TreeMap<>();
        new TreeMap<>(settings.channels())
                .forEach((name, channel) ->
                        channels.put(name, channel("channels." + name + ".", channel, settings.mail())));
        List<Rule> rules = new ArrayList<>();
        new TreeMap<>(settings.rules()).forEach((name, rule) -> rules.add(rule("rules." + name + ".", rule, channels)));
        return new NotifyPlan(channels, rules);
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static ChannelPlan channel(
            String key, NotifySettings.ChannelSettings settings, NotifySettings.Mail server) {
        check(key.matches("channels\\.[A-Za-z0-9_-]{1,64}\\."), key + "kind: a name has letters, digits, _ and -");
        String kind = settings.kind().orElse("");
        return switch (kind) {
            case "webhook" -> new ChannelPlan.Webhook(url(key, settings), token(key, settings));
            case "slack" -> new ChannelPlan.Slack(url(key, settings));
            case "ntfy" -> new ChannelPlan.Ntfy(topic(key, settings), token(key, settings));
            case "mail" -> mail(key, settings, server);
            default ->
                throw wrong(key + "kind " + (kind.isEmpty() ? "is missing" : "is \"" + kind + "\"")
                        + " and must be webhook, slack, ntfy or mail");
        };
    }

    private static URI url(String key, NotifySettings.ChannelSettings settings) {
        String url = secret(key + "url", settings.url(), settings.urlFile());
        check(url != null, key + "url is missing");
        try {
            URI parsed = new URI(url);
            boolean http = "http".equalsIgnoreCase(parsed.getScheme()) || "https".equalsIgnoreCase(parsed.getScheme());
            check(http && parsed.getHost() != null, key + "url is not an http or https URL");
            check(parsed.getRawUserInfo() == null, key + "url has a user or a password in it: use a token");
            return parsed;
        } catch (URISyntaxException e) {
            // The URL itself may be a secret.
            throw wrong(key + "url is not an http or https URL");
        }
    }

    private static URI topic(String key, NotifySettings.ChannelSettings settings) {
        URI url = url(key, settings);
        String path = url.getRawPath();
        check(path.length() > 1 && !path.endsWith("/"), key + "url has no topic: https://ntfy.example.org/<topic>");
        return url;
    }

    private static String token(String key, NotifySettings.ChannelSettings settings) {
        String token = secret(key + "token", settings.token(), settings.tokenFile());
        check(token == null || token.matches("[\\x21-\\x7e]+"), key + "token is not printable ASCII without spaces");
        return token;
    }

    /** Null where there is none. */
    private static String secret(String key, Optional<String> direct, Optional<String> file) {
        String value = file.isPresent()
                ? SecretFile.read(PREFIX + key + "-file", file.get())
                : direct.map(String::strip).orElse("");
        return value.isEmpty() ? null : value;
    }

    private static ChannelPlan mail(String key, NotifySettings.ChannelSettings settings, NotifySettings.Mail server) {
        List<String> to = list(settings.to());
        check(!to.isEmpty(), key + "to is missing");
        to.forEach(address -> check(isAddress(address), key + "to has \"" + address + "\", which is no mail address"));
        check(server.host().isPresent(), "mail.host is missing, and channel " + key.split("\\.")[1] + " sends mail");
        return new ChannelPlan.Mail(to, access(server));
    }

    private static MailAccess access(NotifySettings.Mail server) {
        String from = server.from().map(String::strip).orElse("");
        check(isAddress(from), "mail.from is " + (from.isEmpty() ? "missing" : "no mail address"));
        MailAccess.Tls tls = MailAccess.Tls.of(server.tls())
                .orElseThrow(() ->
                        wrong("mail.tls is \"" + server.tls() + "\" and must be optional, starttls, tls or none"));
        int port = server.port().orElse(tls.port);
        check(port > 0 && port < 65_536, "mail.port is no port");
        String username = server.username().map(String::strip).orElse(null);
        String password = secret("mail.password", server.password(), server.passwordFile());
        check((username == null) == (password == null), "mail.username and mail.password go together");
        return new MailAccess(server.host().get().strip(), port, tls, from, username, password);
    }

    private static boolean isAddress(String text) {
        return text.matches("[^\\s@<>,;]+@[^\\s@<>,;]+");
    }

    private static Rule rule(String key, NotifySettings.RuleSettings settings, Map<String, ChannelPlan> channels) {
        List<String> names = list(settings.channels());
        check(!names.isEmpty(), key + "channels is missing");
        for (String name : names) {
            check(channels.containsKey(name), key + "channels names \"" + name + "\", and there is no such channel");
        }
        Severity least = Severity.of(settings.severity())
                .orElseThrow(() -> wrong(key + "severity is \"" + settings.severity()
                        + "\" and must be info, warning, error or critical"));
        return new Rule(globs(settings.types()), least, globs(settings.projects()), names);
    }

    private static List<Glob> globs(Optional<List<String>> patterns) {
        return list(patterns).stream().map(Glob::new).toList();
    }

    private static List<String> list(Optional<List<String>> values) {
        return values.orElse(List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static void check(boolean right, String problem) {
        if (!right) {
            throw wrong(problem);
        }
    }

    private static ConfigurationException wrong(String problem) {
        return new ConfigurationException(PREFIX + problem);
    }
}

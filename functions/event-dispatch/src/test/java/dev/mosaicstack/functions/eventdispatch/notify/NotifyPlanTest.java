package dev.mosaicstack.functions.eventdispatch.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.notify.Rule;
import dev.mosaicstack.core.notify.Severity;
import dev.mosaicstack.core.subscription.Glob;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifyPlanTest {

    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("MOSAIC_NOTIFY_CHANNELS_CHAT_KIND", "slack"),
            Map.entry("MOSAIC_NOTIFY_CHANNELS_CHAT_URL", "https://chat.example.org/hooks/abc"),
            Map.entry("MOSAIC_NOTIFY_CHANNELS_PHONE_KIND", "ntfy"),
            Map.entry("MOSAIC_NOTIFY_CHANNELS_PHONE_URL", "http://10.0.0.7/ops"),
            Map.entry("MOSAIC_NOTIFY_CHANNELS_PHONE_TOKEN", "tk_1"),
            Map.entry("MOSAIC_NOTIFY_CHANNELS_POST_KIND", "mail"),
            Map.entry("MOSAIC_NOTIFY_CHANNELS_POST_TO", "ops@example.org, boss@example.org"),
            Map.entry("MOSAIC_NOTIFY_MAIL_HOST", "mail.example.org"),
            Map.entry("MOSAIC_NOTIFY_MAIL_TLS", "starttls"),
            Map.entry("MOSAIC_NOTIFY_MAIL_FROM", "mosaic@example.org"),
            Map.entry("MOSAIC_NOTIFY_RULES_BROKEN_TYPES", "*.failed,dev.mosaicstack.ci.*"),
            Map.entry("MOSAIC_NOTIFY_RULES_BROKEN_SEVERITY", "error"),
            Map.entry("MOSAIC_NOTIFY_RULES_BROKEN_PROJECTS", "acme/*"),
            Map.entry("MOSAIC_NOTIFY_RULES_BROKEN_CHANNELS", "chat,phone"));

    @Test
    void theEnvironmentIsAllItTakes() {
        NotifyPlan plan = plan(GOOD);
        assertThat(plan.channels())
                .containsOnlyKeys("chat", "phone", "post")
                .containsEntry("chat", new ChannelPlan.Slack(URI.create("https://chat.example.org/hooks/abc")))
                .containsEntry("phone", new ChannelPlan.Ntfy(URI.create("http://10.0.0.7/ops"), "tk_1"))
                .containsEntry(
                        "post",
                        new ChannelPlan.Mail(
                                List.of("ops@example.org", "boss@example.org"),
                                new MailAccess(
                                        "mail.example.org",
                                        587,
                                        MailAccess.Tls.STARTTLS,
                                        "mosaic@example.org",
                                        null,
                                        null)));
        assertThat(plan.rules())
                .containsExactly(new Rule(
                        List.of(new Glob("*.failed"), new Glob("dev.mosaicstack.ci.*")),
                        Severity.ERROR,
                        List.of(new Glob("acme/*")),
                        List.of("chat", "phone")));
    }

    @Test
    void nothingAtAllIsAPlanToo() {
        assertThat(plan(Map.of())).isEqualTo(new NotifyPlan(Map.of(), List.of()));
    }

    @Test
    void aSecretMayBeInAFile(@TempDir Path folder) throws IOException {
        Path url = Files.writeString(folder.resolve("url"), "https://chat.example.org/hooks/abc\n");
        NotifyPlan plan = plan(without(
                with(Map.of("MOSAIC_NOTIFY_CHANNELS_CHAT_URL_FILE", url.toString())),
                "MOSAIC_NOTIFY_CHANNELS_CHAT_URL"));
        assertThat(plan.channels().get("chat"))
                .isEqualTo(new ChannelPlan.Slack(URI.create("https://chat.example.org/hooks/abc")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            CHANNELS_CHAT_KIND; irc; mosaic.notify.channels.chat.kind is "irc" and must be webhook, slack, ntfy or mail
            CHANNELS_CHAT_URL; ftp://x/y; mosaic.notify.channels.chat.url is not an http or https URL
            CHANNELS_CHAT_URL; https://a b; mosaic.notify.channels.chat.url is not an http or https URL
            CHANNELS_CHAT_URL; https://me:pw@x/y; mosaic.notify.channels.chat.url has a user or a password in it: use a token
            CHANNELS_CHAT_URL_FILE; /none/there; cannot read /none/there, which mosaic.notify.channels.chat.url-file names
            CHANNELS_PHONE_URL; https://ntfy.example.org/; mosaic.notify.channels.phone.url has no topic: https://ntfy.example.org/<topic>
            CHANNELS_PHONE_TOKEN; a b; mosaic.notify.channels.phone.token is not printable ASCII without spaces
            CHANNELS_POST_TO; ops; mosaic.notify.channels.post.to has "ops", which is no mail address
            MAIL_FROM; mosaic; mosaic.notify.mail.from is no mail address
            MAIL_TLS; ssl; mosaic.notify.mail.tls is "ssl" and must be optional, starttls, tls or none
            MAIL_PORT; 70000; mosaic.notify.mail.port is no port
            MAIL_PASSWORD; pw; mosaic.notify.mail.username and mail.password go together
            RULES_BROKEN_CHANNELS; chat,fax; mosaic.notify.rules.broken.channels names "fax", and there is no such channel
            RULES_BROKEN_SEVERITY; bad; mosaic.notify.rules.broken.severity is "bad" and must be info, warning, error or critical
            WINDOW; PT0S; mosaic.notify.window is not between a second and a day
            RETRIES; PT5S,P2D; mosaic.notify.retries has a pause longer than a day, or none
            """)
    void whatCannotBeIsOneLineThatNamesTheSetting(String name, String value, String line) {
        refused(with(Map.of("MOSAIC_NOTIFY_" + name, value)), line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            CHANNELS_CHAT_KIND; mosaic.notify.channels.chat.kind is missing and must be webhook, slack, ntfy or mail
            CHANNELS_CHAT_URL; mosaic.notify.channels.chat.url is missing
            CHANNELS_POST_TO; mosaic.notify.channels.post.to is missing
            MAIL_HOST; mosaic.notify.mail.host is missing, and channel post sends mail
            MAIL_FROM; mosaic.notify.mail.from is missing
            RULES_BROKEN_CHANNELS; mosaic.notify.rules.broken.channels is missing
            """)
    void whatIsMissingIsOneLineThatNamesTheSetting(String name, String line) {
        refused(without(GOOD, "MOSAIC_NOTIFY_" + name), line);
    }

    private static void refused(Map<String, String> environment, String line) {
        assertThatThrownBy(() -> plan(environment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(line);
    }

    private static Map<String, String> with(Map<String, String> more) {
        var all = new HashMap<>(GOOD);
        all.putAll(more);
        return all;
    }

    private static Map<String, String> without(Map<String, String> environment, String name) {
        var less = new HashMap<>(environment);
        less.remove(name);
        return less;
    }

    private static NotifyPlan plan(Map<String, String> environment) {
        return NotifyPlan.of(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300))
                .withMapping(NotifySettings.class)
                .build()
                .getConfigMapping(NotifySettings.class));
    }
}

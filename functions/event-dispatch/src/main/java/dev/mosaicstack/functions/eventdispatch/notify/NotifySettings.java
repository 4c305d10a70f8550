package dev.mosaicstack.functions.eventdispatch.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is told of what. Without a rule nobody is told of anything. */
@ConfigMapping(prefix = "mosaic.notify")
public interface NotifySettings {

    /** The time between two messages of one kind to one channel, 1 second to 1 day; events meanwhile are counted. */
    @WithDefault("PT1M")
    Duration window();

    /** Pauses before the second, third, ... attempt; after the last one a message is given up. */
    @WithDefault("PT5S,PT30S,PT2M,PT10M,PT1H")
    List<Duration> retries();

    /** Ways to send messages, by name. */
    Map<String, ChannelSettings> channels();

    /** Which events go to which channels; the names are for you. */
    Map<String, RuleSettings> rules();

    /** The mail server of all channels of the kind mail. */
    Mail mail();

    /** A way to send messages. */
    interface ChannelSettings {

        /** {@code webhook}, {@code slack}, {@code ntfy} or {@code mail}. */
        Optional<String> kind();

        /** Where to: the receiver's URL; of ntfy the topic's. */
        Optional<String> url();

        /** A file that holds the URL: that of Slack or Mattermost is a secret. */
        @WithName("url-file")
        Optional<String> urlFile();

        /** Sent as {@code Authorization: Bearer}; webhook and ntfy. */
        Optional<String> token();

        /** A file that holds the token. */
        @WithName("token-file")
        Optional<String> tokenFile();

        /** Addresses, separated by commas; mail. */
        Optional<List<String>> to();
    }

    /** Which events go to which channels. */
    interface RuleSettings {

        /** Patterns of event types, {@code *} is any text; all where none is given. */
        Optional<List<String>> types();

        /** The least severity: {@code info}, {@code warning}, {@code error} or {@code critical}. */
        @WithDefault("info")
        String severity();

        /** Patterns of projects and repositories; all, and what belongs to none, where none is given. */
        Optional<List<String>> projects();

        /** Names of channels. */
        Optional<List<String>> channels();
    }

    /** A mail server. */
    interface Mail {

        /** Its name; without one there is no mail. */
        Optional<String> host();

        /** Its port: 25, with {@code starttls} 587, with {@code tls} 465. */
        Optional<Integer> port();

        /** {@code optional} (STARTTLS where the server offers it), {@code starttls}, {@code tls} or {@code none}. */
        @WithDefault("optional")
        String tls();

        /** Who we are there. */
        Optional<String> username();

        /** Our password there. */
        Optional<String> password();

        /** A file that holds the password. */
        @WithName("password-file")
        Optional<String> passwordFile();

        /** The sender's address. */
        Optional<String> from();
    }
}

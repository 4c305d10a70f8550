package dev.mosaicstack.functions.metricsscrape.plan;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is looked at, how often, and what is made of it. */
@ConfigMapping(prefix = "mosaic.metrics")
public interface MetricsSettings {

    /** Whether this process looks at targets by itself; without, each call of {@code metrics-scrape} does. */
    @WithDefault("true")
    boolean scheduled();

    /** The time from one look to the next, a second to an hour. */
    @WithDefault("PT15S")
    Duration interval();

    /** A YAML file of rules, beside those that are shipped. */
    Optional<String> rules();

    /** Whether the shipped rules are judged. */
    @WithDefault("true")
    @WithName("shipped-rules")
    boolean shippedRules();

    /** Selectors of series whose history is kept, beside those of the rules and of the shipped dashboards, with commas between. */
    Optional<String> history();

    /** The largest number of series of all targets together. */
    @WithDefault("100000")
    @WithName("most-series")
    int mostSeries();

    /** Where alerts go, as {@code http://alertmanager:9093}; each of them gets all. */
    Optional<List<String>> alertmanager();

    /** The file that holds the token for Alertmanager. */
    @WithName("alertmanager-token-file")
    Optional<String> alertmanagerTokenFile();

    /** By name: lower-case letters, digits and hyphens. The name is the label {@code job} of all its series. */
    Map<String, TargetSettings> targets();

    /** Something to look at. */
    interface TargetSettings {

        /** {@code prometheus}, {@code http}, {@code postgresql}, {@code mariadb}, {@code redis}, {@code host} or {@code mosaic}. */
        Optional<String> kind();

        /** {@code http://host/metrics}, {@code https://host}, {@code postgresql://host:5432/database}, {@code redis://host:6379}, ... */
        Optional<String> url();

        /** Who we are there. */
        Optional<String> user();

        /** Our password there. */
        Optional<String> password();

        /** A file that holds the password. */
        @WithName("password-file")
        Optional<String> passwordFile();

        /** The bearer token. Kinds prometheus and http. */
        Optional<String> token();

        /** A file that holds the bearer token. Kinds prometheus and http. */
        @WithName("token-file")
        Optional<String> tokenFile();

        /** Labels of all its series. */
        Map<String, String> labels();

        /** A look that takes longer is given up: the target is down. Ten seconds by default, or the interval where that is shorter. */
        Optional<Duration> timeout();

        /** With more series the target is down. */
        @WithDefault("10000")
        @WithName("most-series")
        int mostSeries();

        /** With a longer answer, unpacked, the target is down; 10 MiB by default. Kind prometheus. */
        @WithName("most-bytes")
        Optional<Integer> mostBytes();

        /** What the status must be; any of 200 to 399 by default: redirects are not followed. Kind http. */
        Optional<Integer> status();

        /** Streams whose length is looked at; {@code mosaic:events} by default. Kind redis. */
        Optional<List<String>> streams();

        /** Paths whose file systems are looked at; all of local disks by default. Kind host. */
        Optional<List<String>> paths();
    }
}

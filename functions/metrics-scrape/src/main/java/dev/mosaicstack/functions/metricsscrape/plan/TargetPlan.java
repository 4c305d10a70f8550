package dev.mosaicstack.functions.metricsscrape.plan;

import static dev.mosaicstack.functions.metricsscrape.plan.Wrong.check;

import dev.mosaicstack.functions.metricsscrape.plan.MetricsSettings.TargetSettings;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One target, checked. @param key begins each of its settings */
record TargetPlan(String key, String name, Kind kind, TargetSettings settings, Duration interval, Probes probes) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofMillis(500);
    private static final int MOST_SERIES = 10_000;
    private static final int MOST_BYTES = 10 << 20;
    private static final int LARGEST = 100 << 20;
    private static final Set<String> OURS = Set.of("job", "instance");
    private static final List<String> EVENTS = List.of("mosaic:events");

    static Target hostByDefault(Duration interval, Probes probes) {
        Probe probe = probes.host(List.of());
        return new Target("host", "host", hostName(), Map.of(), timeout(interval), MOST_SERIES, probe);
    }

    static Target mosaicByDefault(Duration interval, Probes probes) {
        return new Target("mosaic", "mosaic", "mosaic", Map.of(), timeout(interval), MOST_SERIES, probes.mosaic());
    }

    Target target() {
        List<Path> secrets = Stream.of(settings.passwordFile(), settings.tokenFile())
                .flatMap(Optional::stream)
                .map(Path::of)
                .toList();
        Target target = now();
        return secrets.isEmpty()
                ? target
                : target.with(new RotatedSecrets(target.probe(), secrets, () -> now().probe()));
    }

    /** With what is in its files now. */
    private Target now() {
        mustBelong();
        checkLabels();
        return switch (kind) {
            case PROMETHEUS -> {
                Access access = access();
                URI url = access.url("https?");
                URI page = url.getPath().isEmpty() ? url.resolve("/metrics") : url;
                yield target(
                        Access.place(page), probes.prometheus(access.page(page), mostBytes(), settings.mostSeries()));
            }
            case HTTP -> {
                Access access = access();
                URI url = access.url("https?");
                yield target(Access.withoutSecrets(url), probes.http(access.page(url), status()));
            }
            case POSTGRESQL -> {
                var server = access().server("postgresql", 5432);
                yield target(server.toString(), probes.postgresql(server, sooner()));
            }
            case MARIADB -> {
                var server = access().server("mariadb", 3306);
                yield target(server.toString(), probes.mariadb(server, sooner()));
            }
            case REDIS -> {
                var server = access().redis();
                yield target(server.toString(), probes.redis(server, sooner(), streams()));
            }
            case HOST -> target(hostName(), probes.host(paths()));
            case MOSAIC -> target("mosaic", probes.mosaic());
        };
    }

    private Target target(String instance, Probe probe) {
        return new Target(name, kind.text(), instance, settings.labels(), timeout(), settings.mostSeries(), probe);
    }

    private Access access() {
        return new Access(key, settings, sooner());
    }

    /** What has no effect where it is set would be taken to have one. */
    private void mustBelong() {
        mustBelong("url", settings.url());
        mustBelong("user", settings.user());
        mustBelong("password", settings.password());
        mustBelong("password-file", settings.passwordFile());
        mustBelong("token", settings.token());
        mustBelong("token-file", settings.tokenFile());
        mustBelong("most-bytes", settings.mostBytes());
        mustBelong("status", settings.status());
        mustBelong("streams", settings.streams());
        mustBelong("paths", settings.paths());
    }

    private void mustBelong(String setting, Optional<?> value) {
        check(
                value.isEmpty() || kind.has(setting),
                key + setting + " means nothing for kind " + kind.text() + ": leave it out");
    }

    private void checkLabels() {
        settings.labels().forEach((label, value) -> {
            String setting = key + "labels." + label;
            check(
                    label.matches("[a-zA-Z_][a-zA-Z0-9_]*"),
                    setting + ": a label is of letters, digits and underscores, and does not begin with a digit");
            check(
                    !OURS.contains(label) && !label.startsWith("__"),
                    setting + ": that label is set by others; use another name");
            check(!value.isBlank() && value.length() <= 200, setting + " is empty, or longer than 200 characters");
        });
    }

    private int mostBytes() {
        int most = settings.mostBytes().orElse(MOST_BYTES);
        check(most >= 1024 && most <= LARGEST, key + "most-bytes is not between 1024 and " + LARGEST);
        return most;
    }

    private Optional<Integer> status() {
        settings.status()
                .ifPresent(status -> check(status >= 200 && status <= 599, key + "status is not between 200 and 599"));
        return settings.status();
    }

    private List<String> streams() {
        return settings.streams().map(TargetPlan::list).orElse(EVENTS);
    }

    private List<Path> paths() {
        return list(settings.paths().orElse(List.of())).stream()
                .map(Path::of)
                .peek(path -> check(path.isAbsolute(), key + "paths has \"" + path + "\", which is no absolute path"))
                .map(Path::normalize)
                .toList();
    }

    private Duration timeout() {
        settings.timeout()
                .ifPresent(timeout -> check(
                        timeout.compareTo(interval) <= 0,
                        key + "timeout is longer than " + Wrong.PREFIX + "interval, the time to the next look"));
        return settings.timeout().orElseGet(() -> timeout(interval));
    }

    /** A probe that notices by itself says more of the reason than one that is cut off. */
    private Duration sooner() {
        Duration timeout = timeout();
        Duration tenth = timeout.dividedBy(10);
        return timeout.minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN);
    }

    private static Duration timeout(Duration interval) {
        return interval.compareTo(TIMEOUT) < 0 ? interval : TIMEOUT;
    }

    private static List<String> list(List<String> values) {
        return values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}

package dev.mosaicstack.functions.metricsscrape.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    private static final Probe NOTHING = List::of;

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();

    private void set(String key, String value) {
        settings.put("mosaic.metrics." + key, value);
    }

    private List<Target> targets() {
        return Targets.of(Settings.of(settings), NOTHING).all();
    }

    private Target target(String name) {
        return targets().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thisHostAndThisProductAreLookedAtByThemselves() {
        assertThat(targets()).extracting(Target::name).containsExactly("host", "mosaic");
        assertThat(target("mosaic").probe()).isSameAs(NOTHING);
        assertThat(target("host").timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whoeverNamesThemHasThemUnderThatNameAlone() {
        set("targets.this-machine.kind", "host");
        set("targets.this-machine.paths", "/srv, /");
        set("targets.flows.kind", "mosaic");
        set("targets.flows.labels.team", "tools");
        assertThat(targets()).extracting(Target::name).containsExactly("flows", "this-machine");
        assertThat(target("flows").labels()).isEqualTo(Map.of("team", "tools"));
    }

    @Test
    void aTargetIsKnownByItsPlaceWithoutSecrets() throws IOException {
        set("targets.gitea.kind", "prometheus");
        set("targets.gitea.url", "https://gitea.internal");
        set(
                "targets.gitea.token-file",
                Files.writeString(folder.resolve("token"), "t0ken\n").toString());
        set("targets.site.kind", "http");
        set("targets.site.url", "http://me@site.internal:8080/health?key=s3cret");
        set("targets.site.password", "pw");
        set("targets.db.kind", "postgresql");
        set("targets.db.url", "postgresql://watcher@db.internal/gitea?sslmode=require");
        set("targets.other.kind", "mariadb");
        set("targets.other.url", "mariadb://other.internal:3307/");
        set("targets.cache.kind", "redis");
        set("targets.cache.url", "rediss://cache.internal");
        assertThat(target("gitea").instance()).isEqualTo("gitea.internal:443");
        assertThat(target("site").instance()).isEqualTo("http://site.internal:8080/health");
        assertThat(target("db").instance()).isEqualTo("db.internal:5432");
        assertThat(target("other").instance()).isEqualTo("other.internal:3307");
        assertThat(target("cache").instance()).isEqualTo("cache.internal:6379");
    }

    @Test
    void aShortIntervalMakesTheTimeForALookShort() {
        set("interval", "PT5S");
        assertThat(target("host").timeout()).isEqualTo(Duration.ofSeconds(5));
        set("targets.site.kind", "http");
        set("targets.site.url", "http://site.internal");
        assertThat(target("site").timeout()).isEqualTo(Duration.ofSeconds(5));
        set("targets.site.timeout", "PT6S");
        assertThatThrownBy(this::targets)
                .hasMessage("mosaic.metrics.targets.site.timeout is longer than mosaic.metrics.interval, the time to"
                        + " the next look");
    }

    @Test
    void variablesOfTheEnvironmentAreEnough() {
        var environment = Map.of(
                "MOSAIC_METRICS_TARGETS_GITEA_KIND", "prometheus",
                "MOSAIC_METRICS_TARGETS_GITEA_URL", "http://gitea:3000/metrics",
                "MOSAIC_METRICS_TARGETS_GITEA_MOST_BYTES", "2048",
                "MOSAIC_METRICS_TARGETS_GITEA_LABELS_TEAM", "tools");
        var targets = Targets.of(Settings.ofEnvironment(environment), NOTHING).all();
        assertThat(targets.getFirst().name()).isEqualTo("gitea");
        assertThat(targets.getFirst().labels()).isEqualTo(Map.of("team", "tools"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            interval;                     PT0.5S;         interval is not between a second and an hour (PT15S)
            most-series;                  0;              most-series is not between 1 and 1000000
            targets.site.kind;            ftp;            targets.site.kind is "ftp" and must be one of prometheus, http, postgresql, mariadb, redis, host, mosaic
            targets.site.timeout;         PT0.05S;        targets.site.timeout is not between PT0.1S and PT1M
            targets.site.timeout;         PT61S;          targets.site.timeout is not between PT0.1S and PT1M
            targets.site.most-series;     0;              targets.site.most-series is not between 1 and 1000000
            targets.site.status;          99;             targets.site.status is not between 200 and 599
            targets.site.most-bytes;      4096;           targets.site.most-bytes means nothing for kind http: leave it out
            targets.site.paths;           /;              targets.site.paths means nothing for kind http: leave it out
            targets.site.streams;         a;              targets.site.streams means nothing for kind http: leave it out
            targets.site.labels.job;      x;              targets.site.labels.job: that label is set by others; use another name
            targets.site.labels.instance; x;              targets.site.labels.instance: that label is set by others; use another name
            targets.site.labels.__a;      x;              targets.site.labels.__a: that label is set by others; use another name
            targets.site.labels.a-b;      x;              targets.site.labels.a-b: a label is of letters, digits and underscores, and does not begin with a digit
            targets.site.token-file;      /not/there;     cannot read /not/there, which mosaic.metrics.targets.site.token-file names
            targets.site.password;        pw;             targets.site.user is missing, whose password there is
            targets.Up_loads.kind;        http;           targets.Up_loads: a name is of lower-case letters, digits and hyphens, 40 at most
            targets.x.url;                http://x;       targets.x.kind is missing and must be one of
            targets.x.kind;               redis;          targets.x.url is missing
            targets.host.kind;            mosaic;         targets.host is of another kind: that name is the one of kind host
            """)
    void whatIsWrongIsNamedWithItsSetting(String key, String value, String problem) {
        set("targets.site.kind", "http");
        set("targets.site.url", "http://site.internal");
        set("interval", "PT5M");
        set(key, value);
        assertThatThrownBy(this::targets)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mosaic.metrics.")
                .hasMessageContaining(problem);
    }

    @Test
    void whoeverHasATokenAndAUserIsAskedWhichItIs() {
        set("targets.site.kind", "http");
        set("targets.site.url", "http://site.internal");
        set("targets.site.user", "me");
        set("targets.site.token", "t0ken");
        assertThatThrownBy(this::targets)
                .hasMessage("mosaic.metrics.targets.site.token and user are both set: leave one out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            postgresql; postgresql://me:pw@db.internal/x;           url has a password in it: use password-file
            postgresql; mysql://db.internal/x;                      url is not postgresql://host:port/...
            postgresql; postgresql://db internal/x;                 url is no URL as postgresql://host:port/...
            http;       http://[site;                               url is no URL as http://host:port/...
            postgresql; postgresql://db.internal/x/y;               url has more than a database in its path
            postgresql; postgresql://db.internal/x?socketFactory=y; url has the option "socketFactory"; there are sslmode, sslrootcert
            redis;      redis://cache.internal/x;                   url has more than the number of a database behind the port
            http;       ftp://site.internal;                        url is not http://host:port/...
            prometheus; http://me:pw@site.internal/;                url has a password in it: use password-file
            """)
    void anUrlIsOneOfItsKindAndWithoutAPassword(String kind, String url, String problem) {
        set("targets.x.kind", kind);
        set("targets.x.url", url);
        assertThatThrownBy(this::targets)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mosaic.metrics.targets.x." + problem)
                .hasMessageNotContaining(":pw@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "mosaic"})
    void whatIsLookedAtFromInsideHasNoUrl(String kind) {
        set("targets.x.kind", kind);
        set("targets.x.url", "http://x");
        assertThatThrownBy(this::targets)
                .hasMessage("mosaic.metrics.targets.x.url means nothing for kind " + kind + ": leave it out");
    }

    @Test
    void pathsAreAbsolute() {
        set("targets.x.kind", "host");
        set("targets.x.paths", "srv");
        assertThatThrownBy(this::targets)
                .hasMessage("mosaic.metrics.targets.x.paths has \"srv\", which is no absolute path");
    }
}

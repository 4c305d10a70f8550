package dev.mosaicstack.functions.backuptrigger.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Timetable;
import dev.mosaicstack.functions.backuptrigger.Rig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlansTest {

    private static final String POLICY = "mosaic.backup.policies.nightly.";

    @TempDir
    static Path folder;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void aGoodPolicy() throws IOException {
        Files.writeString(folder.resolve("password"), "secret\n");
        set("repository", "/srv/backup");
        set("password-file", folder.resolve("password").toString());
        set("sources.uploads.kind", "files");
        set("sources.uploads.paths", "/srv/uploads,/srv/attachments/");
    }

    private void set(String key, String value) {
        settings.put(POLICY + key, value);
    }

    private Plan plan() {
        return Rig.plans(settings).plan("nightly");
    }

    @Test
    void withoutPoliciesThereIsNothingToDo() {
        assertThat(Rig.plans(Map.of()).byName()).isEmpty();
    }

    @Test
    void whatIsNotSetHasTheDefaultsThatTheReadmeNames() {
        Plan plan = plan();
        assertThat(plan.policy().queues()).isTrue();
        assertThat(plan.policy().instance()).isEqualTo("default");
        assertThat(plan.policy().timetable(Kind.BACKUP)).isEqualTo(Timetable.NONE);
        assertThat(plan.keep().all()).isTrue();
        assertThat(plan.timeout()).isEqualTo(Duration.ofHours(24));
        assertThat(plan.dataDays()).isEqualTo(30);
        assertThat(plan.sources())
                .containsExactly(new Source.Files(
                        "uploads",
                        new Hooks(null, null),
                        List.of(Path.of("/srv/uploads"), Path.of("/srv/attachments")),
                        List.of(),
                        false,
                        false));
    }

    @Test
    void sourcesAreInTheOrderOfTheirNamesWhateverTheirKind() throws IOException {
        Files.writeString(folder.resolve("db"), "s3cret\n");
        set("sources.own.kind", "sqlite");
        set("sources.gitea.kind", "mariadb");
        set("sources.gitea.url", "mariadb://backup@db.internal/gitea");
        set("sources.gitea.password-file", folder.resolve("db").toString());
        set("sources.ci.kind", "postgresql");
        set("sources.ci.url", "postgresql://ci.internal:5433/woodpecker");
        set("sources.ci.user", "dumper");
        set("sources.ci.drill-url", "postgresql://scratch.internal/");
        set("sources.cache.kind", "redis");
        set("sources.cache.url", "rediss://cache.internal");
        set("sources.code.kind", "git");
        set("sources.code.repository", "/srv/git/app.git");
        set("sources.list.kind", "command");
        set("sources.list.command", "ls -l /");
        assertThat(plan().sources())
                .extracting(Source::name)
                .containsExactly("cache", "ci", "code", "gitea", "list", "own", "uploads");
        var gitea = new Server("db.internal", 3306, "gitea", "backup", "s3cret");
        var none = new Hooks(null, null);
        assertThat(plan().sources())
                .contains(
                        new Source.Mariadb("gitea", none, gitea, gitea),
                        new Source.Postgresql(
                                "ci",
                                none,
                                new Server("ci.internal", 5433, "woodpecker", "dumper", null),
                                new Server("scratch.internal", 5432, "", "dumper", null)),
                        new Source.Redis("cache", none, new Server("cache.internal", 6379, "", null, null), true),
                        new Source.Command("list", none, "ls -l /", "list"),
                        new Source.Sqlite("own", none, Path.of("/nowhere/mosaic.db")));
    }

    @Test
    void thePasswordInARepositoryIsForResticAloneAndOneInAnEnvironmentFileToo() throws IOException {
        Files.writeString(folder.resolve("repository"), "rest:https://me:pw@backup.internal/mosaic\n");
        Files.writeString(folder.resolve("environment"), "# of the bucket\nAWS_ACCESS_KEY_ID=a=b\n\n");
        settings.remove(POLICY + "repository");
        set("repository-file", folder.resolve("repository").toString());
        set("environment-file", folder.resolve("environment").toString());
        Repository repository = plan().repository();
        assertThat(repository.location()).isEqualTo("rest:https://me:pw@backup.internal/mosaic");
        assertThat(repository).hasToString("rest:https://me@backup.internal/mosaic");
        assertThat(plan().policy().repository()).doesNotContain("pw");
        assertThat(repository.environment()).isEqualTo(Map.of("AWS_ACCESS_KEY_ID", "a=b"));
    }

    @Test
    void aScheduleIsOfItsTimeZoneAlsoWhereAnHourIsMissingOrComesTwice() {
        set("schedule", "30 2 * * *");
        set("time-zone", "Europe/Berlin");
        set("overdue-after", "PT3H");
        Timetable timetable = plan().policy().timetable(Kind.BACKUP);
        assertThat(timetable.schedule()).isEqualTo("30 2 * * * Europe/Berlin");
        assertThat(timetable.overdueAfter()).isEqualTo(Duration.ofHours(3));
        assertThat(after(timetable, "2026-11-20T12:00:00Z")).isEqualTo("2026-11-21T01:30:00Z");
        assertThat(after(timetable, "2026-07-01T12:00:00Z")).isEqualTo("2026-07-02T00:30:00Z");
        // 2026-03-29: from 02:00 at once to 03:00; 2026-10-25: 02:30 comes twice, and once is enough.
        assertThat(after(timetable, "2026-03-28T12:00:00Z")).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(after(timetable, "2026-03-29T01:30:00Z")).isEqualTo("2026-03-30T00:30:00Z");
        String first = after(timetable, "2026-10-24T12:00:00Z");
        assertThat(after(timetable, first)).isEqualTo("2026-10-26T01:30:00Z");
    }

    @Test
    void whatRunsEachHourRunsEachHourOfThoseDaysToo() {
        set("schedule", "15 * * * *");
        set("time-zone", "Europe/Berlin");
        Timetable timetable = plan().policy().timetable(Kind.BACKUP);
        for (String begin : List.of("2026-03-28T22:15:00Z", "2026-10-24T22:15:00Z")) {
            Instant time = Instant.parse(begin);
            for (int hour = 0; hour < 6; hour++) {
                assertThat(timetable.following().apply(time)).isEqualTo(time.plus(Duration.ofHours(1)));
                time = time.plus(Duration.ofHours(1));
            }
        }
    }

    private static String after(Timetable timetable, String time) {
        return timetable.following().apply(Instant.parse(time)).toString();
    }

    @Test
    void aVerificationHasItsOwnScheduleAndBeginsToBeOverdueOnlyWithOne() {
        set("verify.drill.schedule", "0 5 1 * *");
        set("verify.structure.overdue-after", "P8D");
        assertThat(plan().policy().timetable(Kind.DRILL).overdueAfter()).isEqualTo(Duration.ofHours(2));
        assertThat(plan().policy().timetable(Kind.STRUCTURE).overdueAfter()).isEqualTo(Duration.ofDays(8));
        assertThat(plan().policy().timetable(Kind.DATA).overdueAfter()).isNull();
    }

    @Test
    void variablesOfTheEnvironmentAreEnough() {
        Plans plans = Rig.plansOf(Map.of(
                "MOSAIC_BACKUP_POLICIES_NIGHTLY_REPOSITORY", "/srv/backup",
                "MOSAIC_BACKUP_POLICIES_NIGHTLY_PASSWORD_FILE",
                        folder.resolve("password").toString(),
                "MOSAIC_BACKUP_POLICIES_NIGHTLY_KEEP_DAILY", "7",
                "MOSAIC_BACKUP_POLICIES_NIGHTLY_VERIFY_DATA_WITHIN_DAYS", "10",
                "MOSAIC_BACKUP_POLICIES_NIGHTLY_SOURCES_UPLOADS_KIND", "files",
                "MOSAIC_BACKUP_POLICIES_NIGHTLY_SOURCES_UPLOADS_PATHS", "/srv/uploads"));
        assertThat(plans.plan("nightly").keep().arguments()).containsExactly("--keep-daily", "7");
        assertThat(plans.plan("nightly").dataDays()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            repository;                     backup;         repository is neither an absolute path nor one of restic's forms (sftp:, s3:, rest:, ...)
            repository;                     /srv/uploads/b; repository is in what policies.nightly.sources.uploads.paths backs up
            password-file;                  /not/there;     password-file names /not/there, which cannot be read
            schedule;                       every day;      schedule is "every day", which is no crontab schedule
            schedule;                       0 0 30 2 *;     schedule is "0 0 30 2 *", which is no crontab schedule: it has no time to come
            time-zone;                      Mars/Olympus;   time-zone is "Mars/Olympus", which is no time zone (Europe/Berlin, UTC)
            overdue-after;                  PT0S;           overdue-after is not between a second and ten years
            timeout;                        PT0S;           timeout is not between a second and ten years
            overlap;                        wait;           overlap is neither queue nor refuse
            keep.daily;                     0;              keep.daily is not between 1 and 100000
            limits.nice;                    20;             limits.nice is not between 0 and 19
            limits.cpus;                    0;              limits.cpus is not between 1 and 1024
            tags;                           a b;            tags has "a b", which is no tag
            verify.data.within-days;        257;            verify.data.within-days is not between 1 and 256
            verify.drill.schedule;          x;              verify.drill.schedule is "x", which is no crontab schedule
            environment-file;               /not/there;     environment-file names
            sources.uploads.kind;           tape;           sources.uploads.kind is "tape" and must be sqlite, postgresql, mariadb, redis, files, git or command
            sources.uploads.paths;          uploads;        sources.uploads.paths has "uploads", which is no absolute path
            sources.uploads.changing;       maybe;          sources.uploads.changing is neither fail nor accept
            sources.Up_loads.kind;          files;          sources.Up_loads: a name is of lower-case letters, digits and hyphens, 40 at most
            sources.db.kind;                postgresql;     sources.db.url is missing
            sources.x.command;              ls;             sources.x.kind is missing and must be sqlite, postgresql, mariadb, redis, files, git or command
            """)
    void whatIsWrongIsNamedWithItsKey(String key, String value, String problem) {
        set(key, value);
        assertThatThrownBy(this::plan)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mosaic.backup.policies.nightly." + key.split("\\.")[0])
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            postgresql://db.internal;               url names no database
            postgresql://me:pw@db.internal/x;       url has a password in it: use password-file
            mysql://db.internal/x;                  url is not postgresql://host:port/...
            postgresql://db internal/x;             url is no URL
            postgresql://db.internal/x/y;           url has more than a database in its path
            """)
    void aDatabaseHasAnUrlWithoutAPassword(String url, String problem) {
        set("sources.db.kind", "postgresql");
        set("sources.db.url", url);
        assertThatThrownBy(this::plan)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mosaic.backup.policies.nightly.sources.db." + problem)
                .hasMessageNotContaining(":pw@");
    }

    @Test
    void whatIsMissingIsNamedToo() {
        for (String key : List.of("repository", "password-file", "sources.uploads.kind", "sources.uploads.paths")) {
            String value = settings.remove(POLICY + key);
            assertThatThrownBy(this::plan).hasMessageContaining(POLICY + key).hasMessageContaining("missing");
            settings.put(POLICY + key, value);
        }
        settings.keySet().removeIf(key -> key.contains(".sources."));
        assertThatThrownBy(this::plan).hasMessageContaining(POLICY + "sources is missing");
    }
}

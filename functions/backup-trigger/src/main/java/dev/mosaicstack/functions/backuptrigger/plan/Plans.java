package dev.mosaicstack.functions.backuptrigger.plan;

import static dev.mosaicstack.functions.backuptrigger.plan.Wrong.check;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Policy;
import dev.mosaicstack.core.backup.Timetable;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.backuptrigger.plan.BackupSettings.CheckSettings;
import dev.mosaicstack.functions.backuptrigger.plan.BackupSettings.PolicySettings;
import dev.mosaicstack.web.SecretFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All policies, checked: what is wrong is said in one line that names the setting. */
public record Plans(Map<String, Plan> byName) {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";
    private static final Duration LONGEST = Duration.ofDays(3660);

    /** With a schedule, a run that is this late is overdue unless something else is set. */
    private static final Duration GRACE = Duration.ofHours(2);

    /**
     * @param ownDatabase this product's own SQLite file, for sources that name none
     * @throws io.quarkus.runtime.configuration.ConfigurationException where something is missing or cannot be
     */
    public static Plans of(BackupSettings settings, Path ownDatabase) {
        check(settings.instance().matches("[A-Za-z0-9._-]{1,100}"), "instance is not a name");
        Map<String, Plan> plans = new TreeMap<>();
        new TreeMap<>(settings.policies()).forEach((name, policy) -> {
            check(
                    name.matches(NAME),
                    "policies." + name + ": a name is of lower-case letters, digits and hyphens, 40 at most");
            plans.put(name, plan("policies." + name + ".", name, settings.instance(), policy, ownDatabase));
        });
        return new Plans(plans);
    }

    /** @throws Refusal.NotFound {@code POLICY_UNKNOWN} */
    public Plan plan(String name) {
        Plan plan = byName.get(name);
        if (plan == null) {
            throw Refusal.NotFound.of("policy", name);
        }
        return plan;
    }

    private static Plan plan(String key, String name, String instance, PolicySettings settings, Path ownDatabase) {
        Repository repository = repository(key, settings);
        check(within(settings.timeout()), key + "timeout is not between a second and ten years");
        check(settings.overlap().matches("queue|refuse"), key + "overlap is neither queue nor refuse");
        int days = settings.verify().data().withinDays();
        check(days >= 1 && days <= 256, key + "verify.data.within-days is not between 1 and 256");
        var policy = new Policy(
                name, instance, repository.shown(), settings.overlap().equals("queue"), timetables(key, settings));
        List<Source> sources = sources(key, settings, ownDatabase);
        mustBeOutside(key, repository, sources);
        return new Plan(
                policy,
                repository,
                settings.host().map(String::strip).orElseGet(Plans::hostName),
                tags(key, settings),
                new Hooks(settings.before().orElse(null), settings.after().orElse(null)),
                keep(key, settings.keep()),
                limits(key, settings.limits()),
                settings.timeout(),
                days,
                sources);
    }

    /** A repository that is backed up to itself never comes to an end. */
    private static void mustBeOutside(String key, Repository repository, List<Source> sources) {
        if (repository.location().startsWith("/")) {
            Path location = Path.of(repository.location()).normalize();
            for (Source source : sources) {
                check(
                        !(source instanceof Source.Files files)
                                || files.paths().stream().noneMatch(location::startsWith),
                        key + "repository is in what " + key + "sources." + source.name() + ".paths backs up");
            }
        }
    }

    private static List<Source> sources(String key, PolicySettings settings, Path ownDatabase) {
        check(!settings.sources().isEmpty(), key + "sources is missing: what is to be backed up?");
        List<Source> sources = new ArrayList<>();
        new TreeMap<>(settings.sources()).forEach((name, source) -> {
            check(
                    name.matches(NAME),
                    key + "sources." + name + ": a name is of lower-case letters, digits and hyphens, 40 at most");
            sources.add(new SourcePlan(key + "sources." + name + ".", name, source, ownDatabase).source());
        });
        return sources;
    }

    private static Repository repository(String key, PolicySettings settings) {
        String location = settings.repositoryFile()
                .map(file -> SecretFile.read(Wrong.PREFIX + key + "repository-file", file))
                .or(() -> settings.repository().map(String::strip))
                .orElse("");
        check(!location.isEmpty(), key + "repository is missing");
        check(
                location.startsWith("/") || location.matches("[a-z0-9]+:.+"),
                key + "repository is neither an absolute path nor one of restic's forms (sftp:, s3:, rest:, ...)");
        check(location.length() <= 500, key + "repository is longer than 500 characters");
        String passwordFile = settings.passwordFile().orElse("");
        check(!passwordFile.isEmpty(), key + "password-file is missing");
        check(
                Files.isReadable(Path.of(passwordFile)),
                key + "password-file names " + passwordFile + ", which cannot be read");
        return new Repository(
                location, shown(location), Path.of(passwordFile).toAbsolutePath(), environment(key, settings));
    }

    /** {@code rest:https://user:password@host/} without the password. */
    private static String shown(String location) {
        return location.replaceAll("://([^/@:]*):[^/@]*@", "://$1@");
    }

    private static Map<String, String> environment(String key, PolicySettings settings) {
        Map<String, String> environment = new LinkedHashMap<>();
        settings.environmentFile().ifPresent(file -> {
            String setting = key + "environment-file";
            for (String line :
                    SecretFile.read(Wrong.PREFIX + setting, file).lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    check(line.matches("[A-Za-z_][A-Za-z0-9_]*=.*"), setting + " has a line that is not NAME=value");
                    environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                }
            }
        });
        return environment;
    }

    private static Map<Kind, Timetable> timetables(String key, PolicySettings settings) {
        ZoneId zone = zone(key, settings.timeZone());
        Map<Kind, Timetable> timetables = new EnumMap<>(Kind.class);
        timetables.put(Kind.BACKUP, timetable(key, settings.schedule(), settings.overdueAfter(), zone));
        var verify = settings.verify();
        timetables.put(Kind.STRUCTURE, timetable(key + "verify.structure.", verify.structure(), zone));
        timetables.put(Kind.DATA, timetable(key + "verify.data.", verify.data(), zone));
        timetables.put(Kind.DRILL, timetable(key + "verify.drill.", verify.drill(), zone));
        return timetables;
    }

    private static Timetable timetable(String key, CheckSettings settings, ZoneId zone) {
        return timetable(key, settings.schedule(), settings.overdueAfter(), zone);
    }

    private static Timetable timetable(
            String key, Optional<String> schedule, Optional<Duration> overdueAfter, ZoneId zone) {
        overdueAfter.ifPresent(
                after -> check(within(after), key + "overdue-after is not between a second and ten years"));
        if (schedule.isEmpty()) {
            return new Timetable(null, null, overdueAfter.orElse(null));
        }
        String text = schedule.get().strip();
        try {
            Cron cron = Cron.of(text, zone);
            return new Timetable(text + " " + zone.getId(), cron::after, overdueAfter.orElse(GRACE));
        } catch (IllegalArgumentException e) {
            throw Wrong.because(key + "schedule is \"" + text + "\", which is no crontab schedule: " + e.getMessage());
        }
    }

    private static ZoneId zone(String key, String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw Wrong.because(key + "time-zone is \"" + text + "\", which is no time zone (Europe/Berlin, UTC)");
        }
    }

    private static List<String> tags(String key, PolicySettings settings) {
        List<String> tags =
                settings.tags().orElse(List.of()).stream().map(String::strip).toList();
        for (String tag : tags) {
            check(tag.matches("[A-Za-z0-9._=+-]{1,100}"), key + "tags has \"" + tag + "\", which is no tag");
        }
        return tags;
    }

    private static Keep keep(String key, BackupSettings.KeepSettings settings) {
        Map<String, Integer> rules = new LinkedHashMap<>();
        rule(rules, key, "last", settings.last());
        rule(rules, key, "hourly", settings.hourly());
        rule(rules, key, "daily", settings.daily());
        rule(rules, key, "weekly", settings.weekly());
        rule(rules, key, "monthly", settings.monthly());
        rule(rules, key, "yearly", settings.yearly());
        return new Keep(rules);
    }

    private static void rule(Map<String, Integer> rules, String key, String name, Optional<Integer> count) {
        count.ifPresent(value -> {
            check(value >= 1 && value <= 100_000, key + "keep." + name + " is not between 1 and 100000");
            rules.put(name, value);
        });
    }

    private static Limits limits(String key, BackupSettings.LimitSettings settings) {
        return new Limits(
                limit(key + "limits.upload-kib", settings.uploadKib(), 1, 10_000_000),
                limit(key + "limits.download-kib", settings.downloadKib(), 1, 10_000_000),
                limit(key + "limits.cpus", settings.cpus(), 1, 1024),
                limit(key + "limits.nice", settings.nice(), 0, 19));
    }

    private static Integer limit(String key, Optional<Integer> value, int least, int most) {
        value.ifPresent(
                number -> check(number >= least && number <= most, key + " is not between " + least + " and " + most));
        return value.orElse(null);
    }

    private static boolean within(Duration value) {
        return value.compareTo(Duration.ofSeconds(1)) >= 0 && value.compareTo(LONGEST) <= 0;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}

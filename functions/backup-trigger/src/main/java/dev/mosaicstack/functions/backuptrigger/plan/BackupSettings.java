package dev.mosaicstack.functions.backuptrigger.plan;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is backed up, where to, when, and how it is proven. Without a policy nothing is. */
@ConfigMapping(prefix = "mosaic.backup")
public interface BackupSettings {

    /** Whether this process does runs; one that only takes calls leaves that to others. */
    @WithDefault("true")
    boolean enabled();

    /** Whether this process looks at the schedules; without, runs begin when they are called for. */
    @WithDefault("true")
    boolean scheduled();

    /** Names this set of policies, where several sets share one database. */
    @WithDefault("default")
    String instance();

    /** Where temporary files, restored databases of drills and restic's cache are; readable by nobody else. */
    @WithDefault("${mosaic.data}/backup")
    String work();

    /** Where restores that are called for go; a target is a path below it. */
    @WithDefault("${mosaic.data}/restored")
    @WithName("restore-root")
    String restoreRoot();

    /** By name: lower-case letters, digits and hyphens. */
    Map<String, PolicySettings> policies();

    /** What is backed up together. */
    interface PolicySettings {

        /** As restic takes it: a folder, {@code sftp:}, {@code s3:}, {@code rest:}, ... */
        Optional<String> repository();

        /** A file that holds the repository: some have a password in them. */
        @WithName("repository-file")
        Optional<String> repositoryFile();

        /** The file that holds the repository's password. */
        @WithName("password-file")
        Optional<String> passwordFile();

        /** A file of {@code NAME=value} lines that restic gets as environment: {@code AWS_ACCESS_KEY_ID}, ... */
        @WithName("environment-file")
        Optional<String> environmentFile();

        /** When to back up: minute, hour, day of month, month, day of week, as in crontab(5). */
        Optional<String> schedule();

        /** Of all schedules of the policy, a name of the tz database. */
        @WithDefault("UTC")
        @WithName("time-zone")
        String timeZone();

        /** Overdue that long after the next time of the schedule; without a schedule, after the last good backup. */
        @WithName("overdue-after")
        Optional<Duration> overdueAfter();

        /** What becomes of a run while another has the repository: {@code queue} or {@code refuse}. */
        @WithDefault("queue")
        String overlap();

        /** A run that takes longer is ended and has failed. */
        @WithDefault("PT24H")
        Duration timeout();

        /** The host name of the snapshots; this machine's by default. */
        Optional<String> host();

        /** Tags of the snapshots, beside those that say which policy and source they are of. */
        Optional<List<String>> tags();

        /** A shell command before the first source; where it fails, nothing is backed up. */
        Optional<String> before();

        /** A shell command at the end, whatever came of it; {@code MOSAIC_BACKUP_RESULT} is {@code succeeded} or {@code failed}. */
        Optional<String> after();

        /** Which snapshots are kept, of each source; all of them where nothing is set. */
        KeepSettings keep();

        /** What runs may use. */
        LimitSettings limits();

        /** How backups are proven. */
        VerifySettings verify();

        /** What is backed up, by name: lower-case letters, digits and hyphens. */
        Map<String, SourceSettings> sources();
    }

    /** As of {@code restic forget}. */
    interface KeepSettings {

        /** The newest. */
        Optional<Integer> last();

        /** The newest of each of so many hours. */
        Optional<Integer> hourly();

        /** The newest of each of so many days. */
        Optional<Integer> daily();

        /** The newest of each of so many weeks. */
        Optional<Integer> weekly();

        /** The newest of each of so many months. */
        Optional<Integer> monthly();

        /** The newest of each of so many years. */
        Optional<Integer> yearly();
    }

    /** What restic may use. */
    interface LimitSettings {

        /** KiB a second to the repository. */
        @WithName("upload-kib")
        Optional<Integer> uploadKib();

        /** KiB a second from the repository. */
        @WithName("download-kib")
        Optional<Integer> downloadKib();

        /** CPU cores. */
        Optional<Integer> cpus();

        /** Of 0 to 19, as of nice(1). */
        Optional<Integer> nice();
    }

    /** How backups are proven. */
    interface VerifySettings {

        /** Whether all that snapshots refer to is there. */
        CheckSettings structure();

        /** Whether the data can be read. */
        DataSettings data();

        /** Whether it can be restored. */
        CheckSettings drill();
    }

    /** When something is verified. */
    interface CheckSettings {

        /** As that of the backups. */
        Optional<String> schedule();

        /** As that of the backups. */
        @WithName("overdue-after")
        Optional<Duration> overdueAfter();
    }

    /** When data is read. */
    interface DataSettings extends CheckSettings {

        /** In how many days all of it is read, 1 to 256: each run reads its part. */
        @WithDefault("30")
        @WithName("within-days")
        int withinDays();
    }

    /** Something to back up. */
    interface SourceSettings {

        /** {@code sqlite}, {@code postgresql}, {@code mariadb}, {@code redis}, {@code files}, {@code git} or {@code command}. */
        Optional<String> kind();

        /** The database file; of this product by default. Kind sqlite. */
        Optional<String> file();

        /** {@code postgresql://host:port/database}, {@code mariadb://...}, {@code redis://host:port}; a user may be in it. */
        Optional<String> url();

        /** Who we are there. */
        Optional<String> user();

        /** Our password there. */
        Optional<String> password();

        /** A file that holds the password. */
        @WithName("password-file")
        Optional<String> passwordFile();

        /** Where drills restore this database: a server of the same kind, on which databases may be made; this one by default. */
        @WithName("drill-url")
        Optional<String> drillUrl();

        /** Files and folders, absolute. Kind files. */
        Optional<List<String>> paths();

        /** What to leave out, as of {@code restic backup --exclude}. Kind files. */
        Optional<List<String>> exclude();

        /** Whether other file systems below the paths are left out. Kind files. */
        @WithDefault("false")
        @WithName("one-file-system")
        boolean oneFileSystem();

        /** What becomes of files that change while they are read, again and again: {@code fail} or {@code accept}. Kind files. */
        @WithDefault("fail")
        String changing();

        /** The repository, absolute. Kind git. */
        Optional<String> repository();

        /** A shell command whose output is backed up. Kind command. */
        Optional<String> command();

        /** What the output is called in the snapshot; the source's name by default. Kind command. */
        @WithName("file-name")
        Optional<String> fileName();

        /** A shell command before; where it fails, this source has failed. */
        Optional<String> before();

        /** A shell command after, whatever came of it. */
        Optional<String> after();
    }
}

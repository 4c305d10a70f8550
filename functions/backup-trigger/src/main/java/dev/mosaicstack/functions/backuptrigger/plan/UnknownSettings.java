package dev.mosaicstack.functions.backuptrigger.plan;

import dev.mosaicstack.web.KnownSettings;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Settings below {@code mosaic.backup.} that mean nothing: a misspelt one would silently be the default, and a backup that
 * is not made is noticed too late.
 */
public final class UnknownSettings {

    /** By their full names; {@code *} is any name. A test compares them with {@link BackupSettings}. */
    static final List<String> KNOWN = known();

    private UnknownSettings() {}

    private static List<String> known() {
        String policy = "policies.*.";
        String source = policy + "sources.*.";
        return List.of(
                "enabled",
                "scheduled",
                "instance",
                "work",
                "restore-root",
                policy + "repository",
                policy + "repository-file",
                policy + "password-file",
                policy + "environment-file",
                policy + "schedule",
                policy + "time-zone",
                policy + "overdue-after",
                policy + "overlap",
                policy + "timeout",
                policy + "host",
                policy + "tags",
                policy + "before",
                policy + "after",
                policy + "keep.last",
                policy + "keep.hourly",
                policy + "keep.daily",
                policy + "keep.weekly",
                policy + "keep.monthly",
                policy + "keep.yearly",
                policy + "limits.upload-kib",
                policy + "limits.download-kib",
                policy + "limits.cpus",
                policy + "limits.nice",
                policy + "verify.structure.schedule",
                policy + "verify.structure.overdue-after",
                policy + "verify.data.schedule",
                policy + "verify.data.overdue-after",
                policy + "verify.data.within-days",
                policy + "verify.drill.schedule",
                policy + "verify.drill.overdue-after",
                source + "kind",
                source + "file",
                source + "url",
                source + "user",
                source + "password",
                source + "password-file",
                source + "drill-url",
                source + "paths",
                source + "exclude",
                source + "one-file-system",
                source + "changing",
                source + "repository",
                source + "command",
                source + "file-name",
                source + "before",
                source + "after");
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException as of {@link KnownSettings#refuseOthers} */
    public static void refuse(Config config) {
        all().refuseOthers(config);
    }

    static KnownSettings all() {
        return new KnownSettings(Wrong.PREFIX, KNOWN);
    }
}

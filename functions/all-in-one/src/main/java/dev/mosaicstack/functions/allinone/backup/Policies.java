package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.Setup;
import dev.mosaicstack.functions.allinone.UnstartedConfig;
import dev.mosaicstack.functions.allinone.WrongSetting;
import dev.mosaicstack.functions.backuptrigger.plan.BackupSettings;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.plan.Plans;
import dev.mosaicstack.functions.backuptrigger.plan.UnknownSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.util.Map;

/** The backup policies as they are configured, read without the application: what is wrong with them is said at once. */
public record Policies(BackupSettings settings, Setup setup) {

    /** Above all that a user sets, as a system property is. */
    private static final int ORDINAL = 400;

    private static final String PREFIX = "mosaic.backup";

    /** @throws Problem where a setting is unknown, or of the wrong type */
    public static Policies of(Setup setup) {
        var place = Map.of("mosaic.data", setup.data().root().toString());
        try {
            SmallRyeConfig config = UnstartedConfig.of(
                    setup, BackupSettings.class, PREFIX, new PropertiesConfigSource(place, "command line", ORDINAL));
            UnknownSettings.refuse(config);
            return new Policies(config.getConfigMapping(BackupSettings.class, PREFIX), setup);
        } catch (ConfigValidationException invalid) {
            throw new Problem(WrongSetting.line(invalid));
        } catch (ConfigurationException wrong) {
            throw new Problem(wrong.getMessage());
        }
    }

    public boolean none() {
        return settings.policies().isEmpty();
    }

    /** @throws Problem that names the setting, where one cannot be */
    public Plans plans() {
        try {
            return Plans.of(settings, setup.data().database());
        } catch (ConfigurationException wrong) {
            throw new Problem(wrong.getMessage());
        }
    }

    /** @throws Problem where there is no policy at all */
    void mustBeThere() {
        if (none()) {
            throw new Problem("no backup policy is configured; write one to "
                    + setup.file()
                            .map(file -> file.path())
                            .orElse(setup.data().root().resolve("mosaic.properties"))
                    + " (mosaic.backup.policies.nightly.repository=..., see functions/backup-trigger/README.md)");
        }
    }

    /** @throws Problem where there is no policy of that name */
    void mustKnow(String policy) {
        mustBeThere();
        if (!settings.policies().containsKey(policy)) {
            throw new Problem(
                    "there is no backup policy " + policy + "; there is: "
                            + String.join(
                                    ", ",
                                    new java.util.TreeSet<>(settings.policies().keySet())),
                    picocli.CommandLine.ExitCode.USAGE);
        }
    }

    /** @throws Problem as of {@link #mustKnow} and {@link #plans} */
    Plan plan(String policy) {
        mustKnow(policy);
        return plans().plan(policy);
    }
}

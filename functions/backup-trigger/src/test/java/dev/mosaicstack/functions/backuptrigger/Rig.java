package dev.mosaicstack.functions.backuptrigger;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.functions.backuptrigger.plan.BackupSettings;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.plan.Plans;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.run.WorkFolder;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshots;
import dev.mosaicstack.testkit.PlainRestic;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A policy named {@code nightly} with a repository of its own in a folder, and real restic: jobs run without a database. */
public final class Rig {

    public static final String POLICY = "nightly";

    private static final String PREFIX = "mosaic.backup.policies." + POLICY + ".";

    private final Path folder;
    private final PlainRestic plain;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private Rig(Path folder, PlainRestic plain) {
        this.folder = folder;
        this.plain = plain;
    }

    /** With an empty repository. */
    public static Rig in(Path folder) {
        var rig = new Rig(folder, PlainRestic.in(folder).init());
        return rig.with("repository", rig.repository().toString())
                .with("password-file", rig.plain.passwordFile().toString())
                .with("host", "testhost");
    }

    /** A setting of the policy, without the policy's own prefix: {@code sources.db.kind}. */
    public Rig with(String setting, String value) {
        settings.put(PREFIX + setting, value);
        return this;
    }

    public Path folder() {
        return folder;
    }

    public Path repository() {
        return plain.repository();
    }

    public Plan plan() {
        return plans(settings).plan(POLICY);
    }

    /** @param settings properties by their full names */
    public static Plans plans(Map<String, String> settings) {
        return Plans.of(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withMapping(BackupSettings.class)
                        .withDefaultValue("mosaic.data", "/nowhere")
                        .withSources(new PropertiesConfigSource(settings, "test", 300))
                        .build()
                        .getConfigMapping(BackupSettings.class),
                Path.of("/nowhere/mosaic.db"));
    }

    /** @param environment variables by their names */
    public static Plans plansOf(Map<String, String> environment) {
        return Plans.of(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withMapping(BackupSettings.class)
                        .withDefaultValue("mosaic.data", "/nowhere")
                        .withSources(new EnvConfigSource(environment, 300))
                        .build()
                        .getConfigMapping(BackupSettings.class),
                Path.of("/nowhere/mosaic.db"));
    }

    public Work work(Kind kind) {
        return work(kind, Order.all("call"));
    }

    public Work work(Kind kind, Order order) {
        Run run = Run.queued(UUID.randomUUID().toString(), POLICY, "r", kind, order, Instant.now())
                .start("test", Instant.now(), Instant.now());
        return Work.of(run, plan(), new Programs(), new WorkFolder(folder.resolve("work")), true);
    }

    /** Of the policy, newest first. */
    public List<Snapshot> snapshots() throws Failure {
        Work work = work(Kind.BACKUP);
        return new Snapshots(work.restic(), work.plan()).all();
    }

    /** Plain restic, as anybody would use it. @return its output */
    public String restic(String... arguments) {
        return plain.run(arguments);
    }
}

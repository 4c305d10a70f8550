package dev.mosaicstack.functions.backuptrigger;

import dev.mosaicstack.core.backup.PlanBackups;
import dev.mosaicstack.core.backup.RunBackups;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.functions.backuptrigger.plan.BackupSettings;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.plan.Plans;
import dev.mosaicstack.functions.backuptrigger.plan.UnknownSettings;
import dev.mosaicstack.functions.backuptrigger.run.WorkFolder;
import dev.mosaicstack.functions.backuptrigger.run.Worker;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the use cases of backups need. */
@Singleton
final class BackupBeans {

    @Produces
    @Singleton
    Plans plans(BackupSettings settings, Config config, @ConfigProperty(name = "mosaic.data") String data) {
        UnknownSettings.refuse(config);
        return Plans.of(settings, Path.of(data).resolve("mcp/state/mosaic.db").toAbsolutePath());
    }

    @Produces
    @Singleton
    PlanBackups plan(Store store, Ids ids, Clock clock, BackupSettings settings, Plans plans) {
        return new PlanBackups(
                store,
                ids,
                clock,
                settings.instance(),
                plans.byName().values().stream().map(Plan::policy).toList());
    }

    @Produces
    @Singleton
    RunBackups runs(Store store, Recorder recorder, Clock clock, PlanBackups plan) {
        return new RunBackups(store, recorder, clock, plan, UUID.randomUUID().toString());
    }

    @Produces
    @Singleton
    Worker worker(BackupSettings settings, Plans plans, PlanBackups plan, RunBackups runs, WatchBackups watch) {
        return new Worker(
                plans,
                plan,
                runs,
                watch,
                new WorkFolder(Path.of(settings.work()).toAbsolutePath()));
    }
}

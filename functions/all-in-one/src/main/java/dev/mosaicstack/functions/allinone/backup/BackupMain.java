package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.PlanBackups;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.functions.backuptrigger.run.Worker;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.util.function.ToIntFunction;

/** What the main thread does once the application has started: the one thing that the command line asked for. */
@Singleton
@Unremovable
final class BackupMain implements QuarkusApplication {

    /** Quarkus makes this object and takes nothing but texts along; one process does one thing. */
    private static volatile ToIntFunction<Tools> wanted;

    private final Tools tools;

    BackupMain(PlanBackups plan, WatchBackups watch, Worker worker) {
        this.tools = new Tools(plan, watch, worker);
    }

    static void want(ToIntFunction<Tools> work) {
        wanted = work;
    }

    @Override
    public int run(String... arguments) {
        return wanted.applyAsInt(tools);
    }
}

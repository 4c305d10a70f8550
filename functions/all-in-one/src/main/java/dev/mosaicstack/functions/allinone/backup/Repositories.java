package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Restic;
import java.nio.file.Path;

/** restic on the repository of a policy, for verbs that need neither the application nor its database. */
final class Repositories {

    private Repositories() {}

    /** It ends with this process, whatever ends that. */
    static Restic open(Policies policies, Plan plan, Shutdown shutdown) {
        var programs = new Programs();
        shutdown.register(() -> programs.stop(new Failure(Fault.STOPPED, "the process was told to stop")));
        return new Restic(programs, plan, Path.of(policies.settings().work()).toAbsolutePath());
    }

    /** @return the exit code that says why */
    static int told(Failure failure) {
        System.err.println("mosaic: " + failure.fault() + ": " + failure.getMessage());
        System.err.println("  mend: " + failure.fault().mend());
        return ExitCode.of(failure.fault());
    }
}

package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.backup.RunBackups;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Pause;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Restic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Does one run, from its start to the row that says how it ended. */
final class Runner {

    private static final Logger LOG = Logger.getLogger(Runner.class);

    /** How long the end of a run waits for a database that is away. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final RunBackups runs;
    private final Run run;
    private final Plan plan;
    private final WorkFolder folder;
    private final boolean mending;
    private final History history;
    private final Programs programs = new Programs();

    /** @param run one that was started, and is ours */
    Runner(RunBackups runs, Run run, Plan plan, WorkFolder folder, boolean mending, History history) {
        this.runs = runs;
        this.run = run;
        this.plan = plan;
        this.folder = folder;
        this.mending = mending;
        this.history = history;
    }

    /** Ends the run as one that was told to stop; returns before it has ended. */
    void stop() {
        programs.stop(new Failure(Fault.STOPPED, "the process was told to stop"));
    }

    void run() {
        LOG.infof("%s of policy %s begins: run %s", run.kind().text(), plan.name(), run.id());
        Path own = null;
        try {
            Work work = Work.of(run, plan, programs, folder, mending);
            own = work.folder();
            try (var heartbeat = new Heartbeat(runs, work)) {
                heartbeat.start();
                end(Jobs.of(run.kind(), history).run(work));
            }
        } catch (Failure failure) {
            fail(programs.reasonOf(failure).cause(), Outcome.NONE);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "run %s of policy %s", run.id(), plan.name());
            fail(new Cause(Fault.INTERNAL, "an error of our own, see the log of run " + run.id()), Outcome.NONE);
        } finally {
            if (own != null) {
                clean(own);
            }
            if (programs.stopped()) {
                unlock();
            }
        }
    }

    /** A restic that is ended leaves its lock behind, and somebody else's prune would wait for it. */
    private void unlock() {
        try {
            new Restic(new Programs(), plan, folder.root()).unlock();
        } catch (Failure away) {
            LOG.debugf("run %s leaves a lock: %s", run.id(), away.getMessage());
        }
    }

    private static void clean(Path own) {
        try {
            WorkFolder.delete(own);
        } catch (RuntimeException e) {
            LOG.warnf("cannot remove %s: %s", own, e.getMessage());
        }
    }

    private void end(Outcome outcome) {
        Cause cause = outcome.cause();
        if (cause != null) {
            fail(cause, outcome);
        } else {
            insist(() -> runs.succeed(run.id(), outcome));
            LOG.infof("%s of policy %s succeeded: run %s", run.kind().text(), plan.name(), run.id());
        }
    }

    private void fail(Cause cause, Outcome outcome) {
        LOG.warnf(
                "%s of policy %s failed: run %s: %s: %s",
                run.kind().text(), plan.name(), run.id(), cause.code(), cause.detail());
        insist(() -> runs.fail(run.id(), cause, outcome));
    }

    /** What was done is done: that the database is away for a while must not make it unknown. */
    private void insist(Supplier<?> end) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                end.get();
                return;
            } catch (Refusal.Unavailable away) {
                if (System.nanoTime() > until || Pause.interrupted(Duration.ofSeconds(1))) {
                    LOG.errorf("how run %s ended could not be written down: %s", run.id(), away.getMessage());
                    return;
                }
            }
        }
    }
}

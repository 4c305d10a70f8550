package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.source.Dumps;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Backs up each source of a policy to a snapshot of its own; one that fails does not keep the others from theirs. Old
 * snapshots go only once all of that went well.
 */
public final class BackupJob implements Job {

    /** What a command of the policy's own fails with stands beside what was done with the sources. */
    private static final String AFTER = "after";

    /** And so does what becomes of old snapshots. */
    private static final String RETENTION = "retention";

    private static final Logger LOG = Logger.getLogger(BackupJob.class);

    private final History history;

    /** @param history what the runs before it did; it tells which of their snapshots are not proven whole */
    public BackupJob(History history) {
        this.history = history;
    }

    @Override
    public Outcome run(Work work) throws Failure {
        var outcome = new AtomicReference<Outcome>();
        try {
            if (work.mending()) {
                orphans(work);
            }
            new Hooked(work, work.plan().hooks(), "").run(() -> {
                outcome.set(sources(work));
                return outcome.get().cause() == null && forget(work, outcome);
            });
            return outcome.get();
        } catch (Failure failure) {
            if (failure.fault() != Fault.HOOK_FAILED || outcome.get() == null) {
                throw failure;
            }
            return with(outcome.get(), Part.failed(AFTER, "hook", 0, failure.cause()));
        }
    }

    /** Where the repository does not let us, the sources will say so. */
    private void orphans(Work work) throws Failure {
        try {
            new Orphans(work, history).mark();
        } catch (Failure failure) {
            work.programs().mustGoOn();
            LOG.debugf("what an earlier run left was not looked for: %s", failure.getMessage());
        }
    }

    private static boolean forget(Work work, AtomicReference<Outcome> outcome) {
        try {
            int removed = new Forget(work).run();
            outcome.set(new Outcome(outcome.get().parts(), null, null, removed));
            return true;
        } catch (Failure failure) {
            // The sources are backed up all the same, and drills need to know what was counted.
            outcome.set(with(outcome.get(), Part.failed(RETENTION, "forget", 0, failure.cause())));
            return false;
        }
    }

    private static Outcome with(Outcome outcome, Part part) {
        List<Part> parts = new ArrayList<>(outcome.parts());
        parts.add(part);
        return new Outcome(parts, null, null, outcome.snapshotsRemoved());
    }

    /** Told to stop, it does not begin with those that are left, and what it did until then stays known. */
    private static Outcome sources(Work work) {
        List<Part> parts = new ArrayList<>();
        for (Source source : work.sources()) {
            parts.add(source(work, source));
        }
        return Outcome.of(parts);
    }

    private static Part source(Work work, Source source) {
        long begin = System.nanoTime();
        try {
            work.programs().mustGoOn();
            return hooked(work, source);
        } catch (Failure failure) {
            return failed(source, begin, work.programs().reasonOf(failure).cause());
        } catch (RuntimeException e) {
            // An error of ours with one source keeps the others from nothing.
            LOG.errorf(e, "source %s of policy %s", source.name(), work.plan().name());
            return failed(
                    source,
                    begin,
                    new Cause(
                            Fault.INTERNAL,
                            "an error of our own, see the log of run "
                                    + work.run().id()));
        }
    }

    private static Part failed(Source source, long begin, Cause cause) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return Part.failed(source.name(), source.kind(), millis, cause);
    }

    private static Part hooked(Work work, Source source) throws Failure {
        var part = new AtomicReference<Part>();
        new Hooked(work, source.hooks(), source.name()).run(() -> {
            work.at(Progress.of("backup", source.name()));
            part.set(
                    source instanceof Source.Files files
                            ? new FilesBackup(work, files).run()
                            : new StreamBackup(work, source, Dumps.of(source)).run());
            return true;
        });
        return part.get();
    }
}

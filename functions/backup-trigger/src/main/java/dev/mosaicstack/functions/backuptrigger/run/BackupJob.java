package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.source.Dumps;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Backs up each source of a policy to a snapshot of its own; one that fails does not keep the others from theirs. Old
 * snapshots go only once all of that went well.
 */
public final class BackupJob implements Job {

    @Override
    public Outcome run(Work work) throws Failure {
        String result = "failed";
        try {
            new Hook("before", work.plan().hooks().before()).run(work, "", "");
            Outcome outcome = sources(work);
            if (outcome.cause() == null) {
                int removed = new Forget(work).run();
                outcome = new Outcome(outcome.parts(), null, null, removed);
                result = "succeeded";
            }
            return outcome;
        } finally {
            new Hook("after", work.plan().hooks().after()).run(work, "", result);
        }
    }

    private static Outcome sources(Work work) throws Failure {
        List<Part> parts = new ArrayList<>();
        for (Source source : work.sources()) {
            parts.add(source(work, source));
            work.programs().mustGoOn();
        }
        return Outcome.of(parts);
    }

    private static Part source(Work work, Source source) {
        long begin = System.nanoTime();
        try {
            return hooked(work, source);
        } catch (Failure failure) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            return Part.failed(source.name(), source.kind(), millis, failure.cause());
        }
    }

    private static Part hooked(Work work, Source source) throws Failure {
        String result = "failed";
        try {
            new Hook("before", source.hooks().before()).run(work, source.name(), "");
            work.at(Progress.of("backup", source.name()));
            Part part = source instanceof Source.Files files
                    ? new FilesBackup(work, files).run()
                    : new StreamBackup(work, source, Dumps.of(source)).run();
            result = "succeeded";
            return part;
        } finally {
            new Hook("after", source.hooks().after()).run(work, source.name(), result);
        }
    }
}

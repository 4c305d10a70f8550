package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Restic;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshots;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run that is under way, and what it works with.
 *
 * @param folder its own, readable by nobody else, gone when it has ended
 * @param mending whether the policy's run before it did not end well, and may have left something
 * @param progress the latest; who does something says so here
 */
public record Work(
        Run run,
        Plan plan,
        Programs programs,
        Restic restic,
        Path folder,
        boolean mending,
        AtomicReference<Progress> progress) {

    /** With a folder made for it in {@code all}. */
    public static Work of(Run run, Plan plan, Programs programs, WorkFolder all, boolean mending) {
        Path own = all.of(run.id());
        var restic = new Restic(programs, plan, all.root(), WorkFolder.temporary(own));
        return new Work(run, plan, programs, restic, own, mending, new AtomicReference<>());
    }

    public void at(Progress now) {
        progress.set(now);
    }

    /** Those that the run is about. */
    List<Source> sources() {
        List<String> names = run.order().sources();
        return plan.sources().stream()
                .filter(source -> names.isEmpty() || names.contains(source.name()))
                .toList();
    }

    public Snapshots snapshots() {
        return new Snapshots(restic, plan);
    }
}

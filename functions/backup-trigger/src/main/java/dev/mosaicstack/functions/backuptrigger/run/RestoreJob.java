package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Restores one snapshot into a folder, or the newest of several sources into one folder each. The target is whole or not
 * there. What could be restored of a damaged repository is kept beside it, and the failure says where.
 */
record RestoreJob(History history) implements Job {

    @Override
    public Outcome run(Work work) throws Failure {
        Order order = work.run().order();
        Target target = Target.of(order.target(), work.run().id());
        if (order.trigger().equals("call") && !target.path().equals(Path.of(order.target()))) {
            // It had none when it was asked for; who restores a link first must not get out of the folder by it.
            throw new Failure(Fault.TARGET_UNWRITABLE, order.target() + " has a symbolic link on its way by now");
        }
        List<Snapshot> wanted = wanted(work, order);
        Restoring.mustHaveRoom(target.path(), size(work, order, wanted));
        target.begin();
        List<Part> parts = new ArrayList<>();
        try {
            for (Snapshot snapshot : wanted) {
                parts.add(restore(work, snapshot, wanted.size() == 1, target));
            }
            if (target.hasNothing()) {
                throw new Failure(Fault.SNAPSHOT_UNKNOWN, "nothing in it is of " + String.join(", ", order.include()));
            }
        } catch (Failure failure) {
            throw end(target, work.programs().reasonOf(failure));
        }
        target.finish();
        return Outcome.of(parts);
    }

    private static List<Snapshot> wanted(Work work, Order order) throws Failure {
        Snapshots snapshots = work.snapshots();
        if (order.snapshot() != null && !order.snapshot().equals(Snapshots.LATEST)) {
            Snapshot snapshot = snapshots.one(order.snapshot());
            if (!order.sources().isEmpty() && !order.sources().contains(snapshot.source())) {
                throw unknown("snapshot " + snapshot.shortId() + " is of source " + snapshot.source());
            }
            return List.of(snapshot);
        }
        List<Snapshot> all = snapshots.all();
        List<Snapshot> newest = new ArrayList<>();
        for (Source source : work.sources()) {
            newest.add(all.stream()
                    .filter(snapshot -> snapshot.complete() && source.name().equals(snapshot.source()))
                    .findFirst()
                    .orElseThrow(() -> unknown("source " + source.name()
                            + " has no complete snapshot: name another source, or a snapshot")));
        }
        return newest;
    }

    private static Failure unknown(String detail) {
        return new Failure(Fault.SNAPSHOT_UNKNOWN, detail);
    }

    /** Zero where nobody can know. */
    private long size(Work work, Order order, List<Snapshot> wanted) throws Failure {
        long size = 0;
        for (Snapshot snapshot : order.include().isEmpty() ? wanted : List.<Snapshot>of()) {
            Long known = history.size(snapshot).orElse(null);
            size += known != null
                    ? known
                    : work.restic()
                            .json("stats", "--json", "--no-lock", "--mode", "restore-size", snapshot.id())
                            .path("total_size")
                            .asLong();
        }
        return size;
    }

    private Part restore(Work work, Snapshot snapshot, boolean single, Target target) throws Failure {
        long begin = System.nanoTime();
        String source = snapshot.source();
        Path folder = single ? target.partial() : target.partial().resolve(source);
        new Restoring(work, source).run(snapshot, folder, work.run().order().include());
        return new Part(
                source == null ? "" : source,
                kind(work, source),
                snapshot.shortId(),
                null,
                null,
                history.size(snapshot).orElse(null),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                snapshot.complete() ? List.of() : List.of("the snapshot is not complete: its run failed"),
                null,
                null,
                null);
    }

    /** Null where the source is no longer in the policy. */
    private static String kind(Work work, String source) {
        return work.plan().sources().stream()
                .filter(each -> each.name().equals(source))
                .map(Source::kind)
                .findFirst()
                .orElse(null);
    }

    private static Failure end(Target target, Failure failure) {
        boolean damaged = failure.fault() == Fault.REPOSITORY_DAMAGED || failure.fault() == Fault.RESTIC_FAILED;
        if (!damaged || target.hasNothing()) {
            target.discard();
            return failure;
        }
        return new Failure(
                failure.fault(), failure.getMessage() + "; what could be restored is in " + target.partial());
    }
}

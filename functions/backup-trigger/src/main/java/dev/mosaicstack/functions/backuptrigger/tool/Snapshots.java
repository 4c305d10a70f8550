package dev.mosaicstack.functions.backuptrigger.tool;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The snapshots of one policy. */
public record Snapshots(Restic restic, Plan plan) {

    /** Instead of an id: the newest complete one. */
    public static final String LATEST = "latest";

    /** Newest first; those of other policies and programs that share the repository are not among them, those of
     * other hosts are: a host that was lost is restored on another. */
    public List<Snapshot> all() throws Failure {
        List<Snapshot> all = new ArrayList<>();
        restic.json("snapshots", "--json", "--no-lock", "--tag", Snapshot.policyTag(plan.name()))
                .forEach(json -> all.add(Snapshot.of(json)));
        all.sort(Snapshot.newestFirst());
        return all;
    }

    /** The newest complete one of a source: this host's where it has one, else that of another, which may have been lost. */
    public Optional<Snapshot> newest(String source) throws Failure {
        List<Snapshot> complete = all().stream()
                .filter(snapshot -> source.equals(snapshot.source()) && snapshot.complete())
                .toList();
        return complete.stream()
                .filter(snapshot -> snapshot.host().equals(plan.host()))
                .findFirst()
                .or(() -> complete.stream().findFirst());
    }

    /**
     * @param id restic's, or the begin of it
     * @throws Failure {@code SNAPSHOT_UNKNOWN} where this policy has none, or several, of that begin
     */
    public Snapshot one(String id) throws Failure {
        List<Snapshot> found =
                all().stream().filter(snapshot -> snapshot.id().startsWith(id)).toList();
        if (found.size() != 1) {
            throw new Failure(
                    Fault.SNAPSHOT_UNKNOWN,
                    (found.isEmpty() ? "no snapshot " : "several snapshots ") + id + " of policy " + plan.name());
        }
        return found.getFirst();
    }
}

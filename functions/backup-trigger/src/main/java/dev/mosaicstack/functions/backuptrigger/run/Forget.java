package dev.mosaicstack.functions.backuptrigger.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes snapshots that the policy no longer keeps, of each source by itself, and what incomplete runs have left. Another
 * host may have a policy of the same name in the same repository: what it keeps is not ours to count.
 */
record Forget(Work work) {

    /** @return how many snapshots were removed */
    int run() throws Failure {
        work.at(Progress.of("forget", null));
        // Looking for incomplete ones takes as long as a backup of nothing new; but none may count as one that is kept.
        boolean all = work.plan().keep().all();
        int removed = work.mending() || !all ? incomplete() : 0;
        if (!all) {
            for (Source source : work.plan().sources()) {
                removed += old(source.name());
            }
        }
        if (removed > 0) {
            work.restic().run(line -> {}, "prune");
        }
        return removed;
    }

    private int incomplete() throws Failure {
        List<String> ids = work.snapshots().all().stream()
                .filter(snapshot -> !snapshot.complete()
                        && snapshot.host().equals(work.plan().host()))
                .map(Snapshot::id)
                .toList();
        if (!ids.isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of("forget"));
            arguments.addAll(ids);
            work.restic().run(line -> {}, arguments.toArray(String[]::new));
        }
        return ids.size();
    }

    private int old(String source) throws Failure {
        List<String> arguments = new ArrayList<>(List.of(
                "forget", "--json", "--group-by", "", "--host", work.plan().host()));
        arguments.addAll(List.of("--tag", Snapshot.policyTag(work.plan().name()) + "," + Snapshot.sourceTag(source)));
        arguments.addAll(work.plan().keep().arguments());
        int removed = 0;
        for (JsonNode group : work.restic().json(arguments.toArray(String[]::new))) {
            removed += group.path("remove").size();
        }
        return removed;
    }
}

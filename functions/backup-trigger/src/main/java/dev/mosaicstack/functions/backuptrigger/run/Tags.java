package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** What says of a snapshot whose it is. */
final class Tags {

    static final String INCOMPLETE = Snapshot.incompleteTag();

    private Tags() {}

    /** Arguments of {@code restic backup}. */
    static List<String> of(Work work, String source) {
        List<String> tags = new ArrayList<>(List.of(
                Snapshot.OURS,
                Snapshot.policyTag(work.plan().name()),
                Snapshot.sourceTag(source),
                Snapshot.runTag(work.run().id())));
        tags.addAll(work.plan().tags());
        return List.of("--host", work.plan().host(), "--tag", String.join(",", tags));
    }
}

package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** restic ends what it does also where we are killed; what nobody looked at afterwards is no backup. */
class OrphansTest {

    private final Map<String, Run> known = new HashMap<>();
    private final History history = new History(id -> Optional.ofNullable(known.get(id)), Optional::empty);

    @TempDir
    Path folder;

    @Test
    void aSnapshotOfARunThatWasKilledIsNoneAndThoseOfGoodRunsAndUnknownOnesAre() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("file"), "content");
        Rig rig = Rig.in(folder).with("sources.docs.kind", "files").with("sources.docs.paths", source.toString());
        Work good = run(rig);
        Work killed = run(rig);
        Work forgotten = run(rig);
        known.put(good.run().id(), good.run().succeed(Outcome.of(List.of(part(rig, good))), Instant.now()));
        known.put(killed.run().id(), killed.run().interrupt(Instant.now()));

        new Orphans(rig.work(Kind.BACKUP), history).mark();
        assertThat(rig.snapshots().stream().filter(snapshot -> !snapshot.complete()))
                .extracting(Snapshot::run)
                .containsExactly(killed.run().id());
        assertThat(rig.snapshots().stream().filter(Snapshot::complete))
                .extracting(Snapshot::run)
                .containsExactlyInAnyOrder(good.run().id(), forgotten.run().id());
    }

    private static Work run(Rig rig) throws Exception {
        Work work = rig.work(Kind.BACKUP);
        assertThat(new BackupJob(History.NONE).run(work).cause()).isNull();
        return work;
    }

    private static Part part(Rig rig, Work of) throws Exception {
        Snapshot made = rig.snapshots().stream()
                .filter(snapshot -> of.run().id().equals(snapshot.run()))
                .findFirst()
                .orElseThrow();
        return new Part("docs", "files", made.shortId(), null, null, null, null, List.of(), null, null, null);
    }
}

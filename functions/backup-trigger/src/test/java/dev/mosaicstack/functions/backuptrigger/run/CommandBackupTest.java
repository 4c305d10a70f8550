package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.functions.backuptrigger.Rig;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CommandBackupTest {

    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void aPolicy() {
        rig = Rig.in(folder).with("sources.numbers.kind", "command").with("sources.numbers.file-name", "numbers.txt");
    }

    @Test
    void whatACommandPrintsIsWhatPlainResticGivesBack() throws Exception {
        Outcome outcome = backUp("seq 1 3");
        Part part = outcome.parts().getFirst();
        assertThat(part.cause()).isNull();
        assertThat(part.sums().bytes()).isEqualTo(6);
        assertThat(part.snapshotId()).isEqualTo(rig.snapshots().getFirst().shortId());
        assertThat(rig.snapshots().getFirst().complete()).isTrue();
        assertThat(rig.restic("-q", "dump", part.snapshotId(), "numbers.txt")).isEqualTo("1\n2\n3\n");
    }

    @Test
    void aCommandThatFailsAtItsEndLeavesNoSnapshotAndTheNextRunIsGood() throws Exception {
        Outcome outcome = backUp("seq 1 100000; echo no luck >&2; exit 4");
        assertThat(outcome.cause().code()).isEqualTo("DUMP_FAILED");
        assertThat(outcome.cause().detail()).isEqualTo("numbers: sh ended with 4: no luck");
        assertThat(rig.snapshots()).isEmpty();
        assertThat(backUp("seq 1 3").cause()).isNull();
        assertThat(rig.snapshots()).hasSize(1);
    }

    @Test
    @Timeout(60)
    void aCommandThatReadsWaitsForNobody() throws Exception {
        Outcome outcome = backUp("cat; echo read");
        assertThat(outcome.cause()).isNull();
        assertThat(outcome.parts().getFirst().sums().bytes()).isEqualTo(5);
    }

    @Test
    void whereRetentionFailsWhatWasBackedUpIsStillKnown() throws Exception {
        rig.with("keep.last", "1");
        assertThat(backUp("head -c 3000000 /dev/zero; echo 1").cause()).isNull();
        // What both have is in no index any more once restic has found that it need not store it again.
        Outcome outcome = backUp("head -c 3000000 /dev/zero; rm " + rig.repository() + "/index/*; echo 2");
        assertThat(outcome.cause().detail()).startsWith("retention: restic prune: ");
        assertThat(outcome.parts().getFirst().source()).isEqualTo("numbers");
        assertThat(outcome.parts().getFirst().sums().bytes()).isEqualTo(3_000_002);
    }

    private Outcome backUp(String command) throws Exception {
        return new BackupJob(History.NONE)
                .run(rig.with("sources.numbers.command", command).work(Kind.BACKUP));
    }
}

package dev.mosaicstack.functions.backuptrigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotListTest {

    @TempDir
    Path folder;

    @Test
    void snapshotsOfThePolicyAreListedPageByPageAndNobodyElses() throws Exception {
        Rig rig = Rig.in(folder)
                .with("sources.one.kind", "command")
                .with("sources.one.command", "true")
                .with("sources.two.kind", "command")
                .with("sources.two.command", "true");
        for (String source : new String[] {"one", "two"}) {
            Path file = Files.writeString(folder.resolve(source), source);
            rig.restic("backup", "--tag", "mosaic,policy:nightly,source:" + source + ",run:r-" + source, file + "");
        }
        rig.restic("backup", folder.resolve("one").toString());
        var list = new SnapshotList(folder.resolve("work"));

        Page<Snapshot> first = list.page(rig.plan(), ask(null, 1, null));
        assertThat(first.items()).extracting(Snapshot::run).containsExactly("r-two");
        Page<Snapshot> second = list.page(rig.plan(), ask(null, 1, first.nextCursor()));
        assertThat(second.items()).extracting(Snapshot::run).containsExactly("r-one");
        assertThat(second.nextCursor()).isNull();
        assertThat(list.page(rig.plan(), ask("one", null, null)).items())
                .extracting(Snapshot::source)
                .containsExactly("one");

        Files.writeString(folder.resolve("password"), "wrong");
        assertThatThrownBy(() -> list.page(rig.plan(), ask(null, null, null)))
                .isInstanceOfSatisfying(Refusal.Unavailable.class, away -> {
                    assertThat(away.code()).isEqualTo("BACKUP_UNAVAILABLE");
                    assertThat(away).hasMessageContaining("PASSWORD_WRONG");
                });
    }

    @Test
    void aCursorThatNoListReturnedIsRefused() {
        assertThatThrownBy(() -> ask(null, null, "bm9uZQ")).hasMessage("cursor is not one that a list returned");
    }

    private static SnapshotList.Ask ask(String source, Integer limit, String cursor) {
        var check = new Check();
        SnapshotList.Ask ask = SnapshotList.Ask.of(check, source, limit, cursor);
        check.done();
        return ask;
    }
}

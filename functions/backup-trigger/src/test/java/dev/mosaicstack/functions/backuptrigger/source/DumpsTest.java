package dev.mosaicstack.functions.backuptrigger.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.backuptrigger.Rig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpsTest {

    @TempDir
    Path folder;

    /** restic 0.18.0 takes none with a folder in it; and by these, plain restic tells the sources of a policy apart. */
    @Test
    void aDumpHasAPlainNameInItsSnapshotThatNoOtherSourceHas() {
        Rig rig = Rig.in(folder)
                .with("sources.a.kind", "sqlite")
                .with("sources.b.kind", "postgresql")
                .with("sources.b.url", "postgresql://me@db/b")
                .with("sources.c.kind", "mariadb")
                .with("sources.c.url", "mariadb://me@db/c")
                .with("sources.d.kind", "redis")
                .with("sources.d.url", "redis://cache")
                .with("sources.e.kind", "git")
                .with("sources.e.repository", "/srv/e")
                .with("sources.f.kind", "command")
                .with("sources.f.command", "true")
                .with("sources.g.kind", "command")
                .with("sources.g.command", "true")
                .with("sources.g.file-name", "other.txt");
        assertThat(rig.plan().sources())
                .extracting(source -> Dumps.of(source).fileName())
                .containsExactlyInAnyOrder("a.sqlite", "b.pgdump", "c.sql", "d.rdb", "e.bundle", "f", "other.txt");
    }
}

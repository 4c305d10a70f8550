package dev.mosaicstack.functions.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void whatItMakesIsForItsOwnerOnly() throws IOException {
        var data = new DataFolder(folder.resolve("deep/data"));
        data.prepare();
        DataFolder.writePrivate(data.webhookSecret(), "secret");
        assertThat(permissions(data.root())).isEqualTo("rwx------");
        assertThat(permissions(data.redis())).isEqualTo("rwx------");
        assertThat(permissions(data.database().getParent())).isEqualTo("rwx------");
        assertThat(permissions(data.webhookSecret())).isEqualTo("rw-------");
    }

    @Test
    void aSecondPreparationFindsEverythingInPlace() {
        var data = new DataFolder(folder);
        data.prepare();
        data.prepare();
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains(".write"));
    }

    @Test
    void aFileIsNoDataFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new DataFolder(file).prepare())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> new DataFolder(file.resolve("below")).prepare())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cannot be written to");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

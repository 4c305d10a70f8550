package dev.mosaicstack.functions.allinone.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {

    @TempDir
    Path folder;

    @BeforeEach
    @AfterEach
    void forget() {
        System.clearProperty("org.sqlite.lib.path");
        System.clearProperty("org.sqlite.lib.name");
    }

    @Test
    void theLibraryIsUnpackedOnceAndTheDriverIsToldWhereItIs() throws IOException {
        SqliteLibrary.keepIn(folder);
        Path library = library();
        assertThat(library).isNotEmptyFile();
        assertThat(System.getProperty("org.sqlite.lib.path"))
                .isEqualTo(library.getParent().toString());
        var unpackedAt = Files.getLastModifiedTime(library);
        forget();
        SqliteLibrary.keepIn(folder);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(unpackedAt);
        assertThat(files()).as("nothing half-finished is left").containsExactly(library);
    }

    @Test
    void whereItCannotBeKeptTheDriverIsLeftToHelpItself() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        SqliteLibrary.keepIn(file);
        assertThat(System.getProperty("org.sqlite.lib.path")).isNull();
    }

    private Path library() throws IOException {
        assertThat(files()).hasSize(1);
        return files().getFirst();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}

package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.sqlite.util.LibraryLoaderUtil;

@Isolated("a system property is everybody's")
class ExportedLibraryTest {

    private static final String PATH = "org.sqlite.lib.path";

    @TempDir
    private Path folder;

    @AfterEach
    void asItWas() {
        System.clearProperty(PATH);
    }

    @Test
    void theLibraryBesideTheProgramIsTheOneThatIsUsed() throws IOException {
        Path library = Files.createDirectory(folder.resolve("sqlite")).resolve(LibraryLoaderUtil.getNativeLibName());
        Files.writeString(library, "library");
        ExportedLibrary.useBeside(folder.resolve("task-assign-runner"));
        assertThat(System.getProperty(PATH)).isEqualTo(library.getParent().toString());
    }

    @Test
    void aProgramThatWasCopiedAloneUnpacksItsOwn() throws IOException {
        Files.createDirectory(folder.resolve("sqlite"));
        ExportedLibrary.useBeside(folder.resolve("task-assign-runner"));
        assertThat(System.getProperty(PATH)).isNull();
    }

    @Test
    void whatTheUserSaysWins() throws IOException {
        Files.writeString(
                Files.createDirectory(folder.resolve("sqlite")).resolve(LibraryLoaderUtil.getNativeLibName()),
                "library");
        System.setProperty(PATH, "/usr/lib");
        ExportedLibrary.useBeside(folder.resolve("task-assign-runner"));
        assertThat(System.getProperty(PATH)).isEqualTo("/usr/lib");
    }

    /** On the JVM the driver, or the all-in-one, does it in its own way. */
    @Test
    void nothingIsLookedForOnTheJvm() {
        ExportedLibrary.use();
        assertThat(System.getProperty(PATH)).isNull();
    }
}

package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreBeansTest {

    @TempDir
    private Path parent;

    @Test
    void aFolderThatCannotBeWrittenToIsSaidWithTheMend() throws IOException {
        Path data = Files.createFile(parent.resolve("data"));
        assertThatThrownBy(() -> StoreBeans.inFolder(data, () -> {
                    Files.createDirectories(data.resolve("mcp/state"));
                    return null;
                }))
                .isInstanceOf(ConfigurationException.class)
                .hasNoCause()
                .hasMessageStartingWith("the data folder " + data + " cannot be written to (")
                .hasMessageEndingWith("MOSAIC_DATA");
    }
}

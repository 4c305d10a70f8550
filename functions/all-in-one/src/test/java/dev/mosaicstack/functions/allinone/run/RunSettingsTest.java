package dev.mosaicstack.functions.allinone.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSettingsTest {

    @TempDir
    Path folder;

    private Path secretFile() {
        return Path.of(new RunSettings(new Environment(Map.of()), new DataFolder(folder), null).secretFile());
    }

    @Test
    void theSecretOfWebhooksIsMadeOnceAndKept() throws IOException {
        String made = Files.readString(secretFile());
        assertThat(made).matches("[0-9a-f]{64}\n");
        assertThat(Files.readString(secretFile())).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secretFile())))
                .isEqualTo("rw-------");
    }

    /** As a power failure leaves one that was written a moment before it. */
    @Test
    void oneThatIsEmptyIsMadeAnew() throws IOException {
        Files.createFile(folder.resolve("webhook.secret"));
        assertThat(Files.readString(secretFile())).hasSize(65);
    }
}

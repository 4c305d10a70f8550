package dev.mosaicstack.functions.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    @TempDir
    Path folder;

    @Test
    void whatIsInTheFileIsAsIfItWereSetAndAVariableOutranksIt() throws IOException {
        ConfigFile file = read("""
                mosaic.port=3500
                mosaic.webhook.secret-file=/etc/mosaic/secret
                mosaic.notify.rules.on-call.severity=error
                mosaic.backup.policies.nightly.schedule=30 2 * * *
                mosaic.metrics.targets.gitea.url=http://gitea:3000/metrics
                quarkus.log.level=INFO
                """);
        Environment environment = file.beneath(new Environment(Map.of("MOSAIC_PORT", "3600")));
        assertThat(environment.get("MOSAIC_PORT")).hasValue("3600");
        assertThat(environment.get("MOSAIC_WEBHOOK_SECRET_FILE")).hasValue("/etc/mosaic/secret");
    }

    @Test
    void aMisspeltSettingIsRefusedByItsNameInTheFile() {
        assertThatThrownBy(() -> read("mosaic.prot=3500\n"))
                .isInstanceOf(Problem.class)
                .hasMessage("mosaic.prot in " + folder.resolve("mosaic.properties")
                        + " is no setting: look for a misspelling");
        assertThatThrownBy(() -> read("mosaic.bakcup.policies.nightly.schedule=30 2 * * *\n"))
                .hasMessageContaining("mosaic.bakcup.policies.nightly.schedule");
    }

    private ConfigFile read(String text) throws IOException {
        return ConfigFile.read(Files.writeString(folder.resolve("mosaic.properties"), text));
    }
}

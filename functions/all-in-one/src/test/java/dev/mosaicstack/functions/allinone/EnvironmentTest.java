package dev.mosaicstack.functions.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @TempDir
    Path folder;

    @Test
    void anOptionBeatsTheVariableAndThatTheDefault() {
        assertThat(new Environment(Map.of("MOSAIC_PORT", "4000")).port(5000)).isEqualTo(5000);
        assertThat(new Environment(Map.of("MOSAIC_PORT", "4000")).port(null)).isEqualTo(4000);
        assertThat(new Environment(Map.of("MOSAIC_PORT", " ")).port(null)).isEqualTo(3456);
    }

    @Test
    void thePortOfAKubernetesServiceIsNotOurs() {
        var inAPod = new Environment(Map.of("MOSAIC_PORT", "tcp://10.96.0.7:3456", "MOSAIC_SERVICE_HOST", "10.96.0.7"));
        assertThat(inAPod.port(null)).isEqualTo(3456);
        var setThereToo = new Environment(Map.of("MOSAIC_PORT", "4000", "MOSAIC_SERVICE_HOST", "10.96.0.7"));
        assertThat(setThereToo.port(null)).isEqualTo(4000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "99999999999"})
    void aPortThatIsNoneIsRefused(String port) {
        assertThatThrownBy(() -> new Environment(Map.of("MOSAIC_PORT", port)).port(null))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(port);
    }

    /** The converter is that of all settings. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", " yes ", "y", "on", "1", "false", "no", "off", "0", "nonsense", "2"})
    void whatIsOnIsWhatSettingsTakeForIt(String text) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of("it", text), "test", 300))
                .build();
        var environment = new Environment(Map.of("IT", text));
        for (boolean otherwise : new boolean[] {true, false}) {
            assertThat(environment.isOn("IT", otherwise)).isEqualTo(config.getValue("it", Boolean.class));
            assertThat(environment.isOn("OTHER", otherwise)).isEqualTo(otherwise);
        }
    }

    @Test
    void aSecretMayBeInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "abc\n");
        assertThat(new Environment(Map.of("MOSAIC_ADMIN_TOKEN_FILE", file.toString())).secret("MOSAIC_ADMIN_TOKEN"))
                .contains("abc");
    }

    @Test
    void aSecretFileThatIsNotThereIsNamed() {
        var environment = new Environment(
                Map.of("MOSAIC_ADMIN_TOKEN_FILE", folder.resolve("none").toString()));
        assertThatThrownBy(() -> environment.secret("MOSAIC_ADMIN_TOKEN"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("MOSAIC_ADMIN_TOKEN_FILE");
    }
}

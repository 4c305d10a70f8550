package dev.mosaicstack.functions.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void namesWhatIsMisspelt() {
        assertThat(Settings.unknown(List.of("MOSAIC_PROT", "MOSAIC_PORT", "PATH"))).containsExactly("MOSAIC_PROT");
    }

    @Test
    void knowsTheFileFormOfSecretsOnly() {
        assertThat(Settings.unknown(List.of("MOSAIC_ADMIN_TOKEN_FILE", "MOSAIC_PORT_FILE")))
                .containsExactly("MOSAIC_PORT_FILE");
    }
}

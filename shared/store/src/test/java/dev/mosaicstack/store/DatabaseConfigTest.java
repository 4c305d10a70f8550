package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {

    /** As the datasource reads it, expressions and all. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "a$b", "${a}", "a\\b", "\\\\", "\\$", "a\\${b}\\", "$$", "\\n"})
    void aPasswordIsTakenAsItIs(String password) {
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "mosaic.db.url", "postgresql://127.0.0.1:5432/x",
                                "mosaic.db.user", "u",
                                "mosaic.db.password", DatabaseConfig.literal(password)),
                        "what was given",
                        400))
                .withSources(new DatabaseConfig())
                .build();
        assertThat(config.getValue("quarkus.datasource.postgresql.password", String.class))
                .isEqualTo(password);
    }
}

package dev.mosaicstack.functions.metricsscrape.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertmanagersTest {

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();

    private Alertmanagers alertmanagers() {
        return Alertmanagers.of(Settings.of(settings));
    }

    @Test
    void byItselfThereIsNone() {
        assertThat(alertmanagers().all()).isEmpty();
    }

    @Test
    void eachOfThemIsToldOfAll() throws IOException {
        settings.put("mosaic.metrics.alertmanager", "http://one:9093, https://two/prefix/");
        settings.put(
                "mosaic.metrics.alertmanager-token-file",
                Files.writeString(folder.resolve("token"), "secret\n").toString());
        try (Alertmanagers both = alertmanagers()) {
            assertThat(both.all()).extracting(each -> each.standing().name()).containsExactly("one:9093", "two");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            alertmanager:9093, mosaic.metrics.alertmanager is not http://host:port
            ftp://a, mosaic.metrics.alertmanager is not http://host:port
            http://, mosaic.metrics.alertmanager is no URL as http://host:9093
            http://me:hunter2@a:9093, mosaic.metrics.alertmanager has a user in it: use alertmanager-token-file
            http://a:9093/?x=1, mosaic.metrics.alertmanager has more than a path behind its host: http://host:port
            'http://a:9093,http://a:9093', mosaic.metrics.alertmanager has http://a:9093 twice
            'http://a:9093/,http://a:9093', mosaic.metrics.alertmanager has http://a:9093 twice
            """)
    void whatCannotBeIsRefusedByName(String value, String problem) {
        settings.put("mosaic.metrics.alertmanager", value);
        assertThatThrownBy(this::alertmanagers)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(problem);
    }

    @Test
    void twoOfOneHostAreToldApart() {
        settings.put(
                "mosaic.metrics.alertmanager",
                "http://a:9093, http://a:9093/team, http://a:9093/other/, https://a:9093, http://b:9093/team");
        try (Alertmanagers all = alertmanagers()) {
            assertThat(all.all())
                    .extracting(each -> each.standing().name())
                    .containsExactly(
                            "http://a:9093", "http://a:9093/team", "http://a:9093/other", "https://a:9093", "b:9093");
        }
    }

    @Test
    void aTokenIsOneWordInAFileThatThereIs() throws IOException {
        Path file = folder.resolve("token");
        settings.put("mosaic.metrics.alertmanager-token-file", file.toString());
        assertThatThrownBy(this::alertmanagers)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("cannot read " + file + ", which mosaic.metrics.alertmanager-token-file names");
        for (String wrong : new String[] {"", "two words", "two\nlines"}) {
            Files.writeString(file, wrong);
            assertThatThrownBy(this::alertmanagers)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("mosaic.metrics.alertmanager-token-file has no token in it, or more than that");
        }
    }
}

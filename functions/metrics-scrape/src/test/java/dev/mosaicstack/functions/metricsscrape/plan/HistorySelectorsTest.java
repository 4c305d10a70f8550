package dev.mosaicstack.functions.metricsscrape.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.metricsscrape.series.Selector;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistorySelectorsTest {

    private static List<String> selectors(String text) {
        return of(Map.of("mosaic.metrics.history", text)).stream()
                .map(Selector::toString)
                .toList();
    }

    private static List<Selector> of(Map<String, String> properties) {
        return HistorySelectors.of(
                Settings.of(properties), config(new PropertiesConfigSource(properties, "test", 300)));
    }

    private static Config config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(source)
                .build();
    }

    @Test
    void byItselfThereIsNone() {
        assertThat(of(Map.of())).isEmpty();
    }

    @Test
    void eachMayHaveALineOfItsOwn() {
        Map<String, String> lines =
                Map.of("mosaic.metrics.history[0]", "up{a=\"b\",c=\"d\"}", "mosaic.metrics.history[1]", "queue");
        assertThat(HistorySelectors.of(Settings.of(Map.of()), config(new PropertiesConfigSource(lines, "test", 300))))
                .containsExactly(Selector.parse("up{a=\"b\",c=\"d\"}"), Selector.parse("queue"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            up                                    | up
            up, queue ,                           | up;queue
            up{a="b",c="d"},queue                 | up{a="b",c="d"};queue
            queue,up{ a = "b" , c =~ "x{2,3}" , } | queue;up{a="b",c=~"x{2,3}"}
            up{a="},{",b='",'},queue              | up{a="},{",b="\\","};queue
            up{a="\\",c=\\"d"},queue              | up{a="\\",c=\\"d"};queue
            """)
    void aCommaOfASelectorDoesNotEndIt(String text, String selectors) {
        assertThat(selectors(text)).containsExactly(selectors.split(";"));
    }

    @Test
    void aVariableIsReadAsAProperty() {
        Map<String, String> variables = Map.of("MOSAIC_METRICS_HISTORY", "up{a=\"b\",c=\"d\"},queue");
        assertThat(HistorySelectors.of(Settings.ofEnvironment(variables), config(new EnvConfigSource(variables, 300))))
                .containsExactly(Selector.parse("up{a=\"b\",c=\"d\"}"), Selector.parse("queue"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            up{a="b"            | a selector has a } there (character 9 of up{a="b")
            up{a="b,queue       | a selector has a " there (character 14 of up{a="b,queue)
            queue,up}           | a selector has nothing behind the labels (character 3 of up})
            9lives              | a selector begins with the name of a metric (character 1 of 9lives)
            """)
    void whatIsNoSelectorIsRefusedByTheNameOfTheSetting(String text, String problem) {
        assertThatThrownBy(() -> selectors(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("mosaic.metrics.history: " + problem);
    }

    @Test
    void anExpressionThatIsNoneIsRefusedByTheNameOfTheSetting() {
        assertThatThrownBy(() -> selectors("up{a=~\"(\"}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("mosaic.metrics.history: ");
    }
}

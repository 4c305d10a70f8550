package dev.mosaicstack.functions.metricsscrape.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownSettingsTest {

    @Test
    void theListIsWhatTheSettingsAre() {
        Set<String> settings = new TreeSet<>();
        collect("", MetricsSettings.class, settings);
        assertThat(new TreeSet<>(UnknownSettings.KNOWN)).isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mosaic.metrics.alertmanager[0]",
                "mosaic.metrics.targets.two-words.password-file",
                "mosaic.metrics.targets.gitea.labels.team",
                "mosaic.metrics.targets.\"gitea\".labels.\"team\"",
                "MOSAIC_METRICS_TARGETS_TWO_WORDS_LABELS_TEAM",
                "MOSAIC_METRICS_TARGETS_GITEA_PATHS_0_",
                "mosaic.backup.enabled",
                "MOSAIC_PORT"
            })
    void whatIsASettingIsTaken(String name) {
        assertThatCode(() -> refuse(List.of(name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "targets.gitea.timout, targets.gitea.timeout",
        "targets.gitea.label.team, targets.gitea.labels.team",
        "target.gitea.url, targets.gitea.url",
        "intervall, interval"
    })
    void whatIsMisspeltIsNamedWithTheNearest(String misspelt, String nearest) {
        assertThatThrownBy(() -> refuse(List.of("mosaic.metrics." + misspelt)))
                .hasMessage("mosaic.metrics." + misspelt + " is no setting; the nearest is mosaic.metrics." + nearest);
    }

    @Test
    void aMisspeltVariableIsNamedAsItIs() {
        assertThatThrownBy(() ->
                        refuse(List.of("MOSAIC_METRICS_TARGETS_GITEA_TIMOUT", "mosaic.metrics.targets.gitea.timout")))
                .hasMessage("MOSAIC_METRICS_TARGETS_GITEA_TIMOUT is no setting; the nearest is"
                        + " MOSAIC_METRICS_TARGETS_<NAME>_TIMEOUT");
    }

    private static void refuse(List<String> names) {
        UnknownSettings.all().refuseOthers(names, name -> null);
    }

    private static void collect(String prefix, Class<?> group, Set<String> names) {
        for (Method method : group.getMethods()) {
            WithName given = method.getAnnotation(WithName.class);
            String name = prefix + (given == null ? method.getName() : given.value());
            if (method.getReturnType() != Map.class) {
                names.add(name);
                continue;
            }
            var value = (Class<?>) ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[1];
            if (value.isInterface()) {
                collect(name + ".*.", value, names);
            } else {
                names.add(name + ".*");
            }
        }
    }
}

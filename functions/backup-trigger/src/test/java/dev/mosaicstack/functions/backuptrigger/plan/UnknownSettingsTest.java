package dev.mosaicstack.functions.backuptrigger.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        collect("", BackupSettings.class, settings);
        assertThat(new TreeSet<>(UnknownSettings.KNOWN)).isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mosaic.backup.enabled",
                "mosaic.backup.policies.nightly.password-file",
                "mosaic.backup.policies.\"nightly\".sources.src.paths[0]",
                "mosaic.backup.policies.two-words.sources.my-db.drill-url",
                "MOSAIC_BACKUP_POLICIES_TWO_WORDS_SOURCES_MY_DB_DRILL_URL",
                "MOSAIC_BACKUP_POLICIES_NIGHTLY_VERIFY_DATA_WITHIN_DAYS",
                "mosaic.retention.events",
                "MOSAIC_PORT"
            })
    void whatIsASettingIsTaken(String name) {
        assertThatCode(() -> refuse(List.of(name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "policies.nightly.repositry, policies.nightly.repository",
        "policies.nightly.keep.dayly, policies.nightly.keep.daily",
        "policies.nightly.sources.src.pats, policies.nightly.sources.src.paths",
        "policies.nightly.source.src.paths, policies.nightly.sources.src.paths",
        "polices.nightly.schedule, policies.nightly.schedule",
        "scheduld, scheduled"
    })
    void whatIsMisspeltIsNamedWithTheNearest(String misspelt, String nearest) {
        assertThatThrownBy(() -> refuse(List.of("mosaic.backup." + misspelt)))
                .hasMessage("mosaic.backup." + misspelt + " is no setting; the nearest is mosaic.backup." + nearest);
    }

    @Test
    void aMisspeltVariableIsNamedAsItIs() {
        assertThatThrownBy(() -> refuse(List.of(
                        "MOSAIC_BACKUP_POLICIES_NIGHTLY_REPOSITRY", "mosaic.backup.policies.nightly.repositry")))
                .hasMessage("MOSAIC_BACKUP_POLICIES_NIGHTLY_REPOSITRY is no setting; the nearest is"
                        + " MOSAIC_BACKUP_POLICIES_<NAME>_REPOSITORY");
    }

    private static void refuse(List<String> names) {
        UnknownSettings.all().refuseOthers(names, name -> null);
    }

    private static void collect(String prefix, Class<?> group, Set<String> names) {
        for (Method method : group.getMethods()) {
            WithName given = method.getAnnotation(WithName.class);
            String name = prefix + (given == null ? method.getName() : given.value());
            Class<?> type = method.getReturnType();
            if (type == Map.class) {
                var types = (ParameterizedType) method.getGenericReturnType();
                collect(name + ".*.", (Class<?>) types.getActualTypeArguments()[1], names);
            } else if (type.isInterface() && type != Optional.class && type != List.class) {
                collect(name + ".", type, names);
            } else {
                names.add(name);
            }
        }
    }
}

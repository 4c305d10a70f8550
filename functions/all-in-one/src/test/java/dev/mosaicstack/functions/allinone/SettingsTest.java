package dev.mosaicstack.functions.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.backuptrigger.plan.BackupSettings;
import dev.mosaicstack.functions.eventdispatch.notify.NotifySettings;
import dev.mosaicstack.functions.metricsscrape.plan.MetricsSettings;
import dev.mosaicstack.functions.webhookintake.WebhookSettings;
import dev.mosaicstack.redis.RedisSettings;
import dev.mosaicstack.store.RetentionSettings;
import dev.mosaicstack.store.StoreSettings;
import dev.mosaicstack.web.WebSettings;
import dev.mosaicstack.web.tracing.TracingSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void namesWhatIsMisspelt() {
        assertThat(Settings.unknown(List.of("MOSAIC_PROT", "MOSAIC_PORT", "PATH")))
                .containsExactly("MOSAIC_PROT");
    }

    @Test
    void knowsTheFileFormOfSecretsOnly() {
        assertThat(Settings.unknown(List.of("MOSAIC_ADMIN_TOKEN_FILE", "MOSAIC_PORT_FILE")))
                .containsExactly("MOSAIC_PORT_FILE");
    }

    @Test
    void whatKubernetesSetsForItsServicesIsNotMisspelt() {
        assertThat(Settings.unknown(Map.of(
                        "MOSAIC_METRICS_SERVICE_HOST", "10.96.0.7",
                        "MOSAIC_METRICS_SERVICE_PORT", "8080",
                        "MOSAIC_METRICS_PORT", "tcp://10.96.0.7:8080",
                        "MOSAIC_METRICS_PORT_8080_TCP_ADDR", "10.96.0.7",
                        "MOSAIC_METRICS_PRT", "8080",
                        "MOSAIC_NOTIFY_PORT", "8080")))
                .containsExactly("MOSAIC_METRICS_PRT", "MOSAIC_NOTIFY_PORT");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                BackupSettings.class,
                MetricsSettings.class,
                NotifySettings.class,
                StoreSettings.class,
                RetentionSettings.class,
                RedisSettings.class,
                TracingSettings.class,
                WebSettings.class,
                WebhookSettings.class
            })
    void knowsEverySettingOfTheModules(Class<?> mapping) {
        List<String> names = new ArrayList<>();
        collect(variable(mapping.getAnnotation(ConfigMapping.class).prefix()), mapping, names);
        assertThat(names).isNotEmpty();
        assertThat(Settings.unknown(names)).isEmpty();
    }

    private static void collect(String prefix, Class<?> group, List<String> names) {
        for (Method method : group.getMethods()) {
            if (!method.isDefault() && !method.isSynthetic() && method.getParameterCount() == 0) {
                collect(prefix, method, names);
            }
        }
    }

    private static void collect(String prefix, Method method, List<String> names) {
        String name = method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "_" + variable(name(method));
        if (method.getReturnType() == Map.class) {
            var types = (java.lang.reflect.ParameterizedType) method.getGenericReturnType();
            var value = (Class<?>) types.getActualTypeArguments()[1];
            if (value.isInterface()) {
                collect(name + "_GITEA", value, names);
            } else {
                names.add(name + "_GITEA");
            }
        } else if (method.getReturnType().isInterface()
                && method.getReturnType().getName().startsWith("dev.mosaicstack")) {
            collect(name, method.getReturnType(), names);
        } else {
            names.add(name);
        }
    }

    private static String name(Method method) {
        WithName given = method.getAnnotation(WithName.class);
        return given != null ? given.value() : method.getName().replaceAll("([A-Z])", "-$1");
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}

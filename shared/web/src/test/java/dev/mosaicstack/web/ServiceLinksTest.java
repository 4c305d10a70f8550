package dev.mosaicstack.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLinksTest {

    /** As a pod has them for a Service called mosaic-metrics, see "Accessing Services" of Kubernetes' documentation. */
    private static final Map<String, String> IN_A_POD = Map.of(
            "MOSAIC_METRICS_SERVICE_HOST", "10.96.0.7",
            "MOSAIC_METRICS_SERVICE_PORT", "8080",
            "MOSAIC_METRICS_SERVICE_PORT_HTTP_METRICS", "8080",
            "MOSAIC_METRICS_PORT", "tcp://10.96.0.7:8080",
            "MOSAIC_METRICS_PORT_8080_TCP", "tcp://10.96.0.7:8080",
            "MOSAIC_METRICS_PORT_8080_TCP_PROTO", "tcp",
            "MOSAIC_METRICS_PORT_8080_TCP_PORT", "8080",
            "MOSAIC_METRICS_PORT_8080_TCP_ADDR", "10.96.0.7");

    private static final KnownSettings SETTINGS =
            new KnownSettings("mosaic.metrics.", List.of("interval", "targets.*.url"));

    private static void refuse(Map<String, String> variables) {
        SETTINGS.refuseOthers(variables.keySet(), variables::get);
    }

    @Test
    void whatKubernetesSetsIsRefusedByNobody() {
        assertThatCode(() -> refuse(IN_A_POD)).doesNotThrowAnyException();
    }

    @Test
    void whatSmallRyeMakesOfAVariableIsNotRefusedEither() {
        Map<String, String> both = new HashMap<>(IN_A_POD);
        both.put("mosaic.metrics.port", "tcp://10.96.0.7:8080");
        both.put("mosaic.metrics.service.host", "10.96.0.7");
        assertThatCode(() -> refuse(both)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOSAIC_METRICS_PRT",
                "MOSAIC_METRICS_HOST",
                "MOSAIC_METRICS_SERVICE",
                "MOSAIC_METRICS_SERVICE_PROT",
                "MOSAIC_METRICS_PORT_HTTP",
                "MOSAIC_METRICS_PORT_8080_TCP_HOST",
                "MOSAIC_METRICS_INTERVAL_PORT",
                "MOSAIC_METRICS_TARGETS_GITEA_PORT"
            })
    void whatIsMisspeltIsRefusedBesideThem(String name) {
        Map<String, String> variables = new HashMap<>(IN_A_POD);
        variables.put(name, "8080");
        assertThatThrownBy(() -> refuse(variables))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name + " is no setting");
    }

    @ParameterizedTest
    @CsvSource({"8080, false", "tcp://10.96.0.7:8080, true", "udp://[fd00::7]:53, true", "http://10.96.0.7:8080, false"
    })
    void aPortAloneIsOneByItsValue(String value, boolean isOne) {
        assertThat(ServiceLinks.isOne("MOSAIC_METRICS_PORT", Map.of("MOSAIC_METRICS_PORT", value)))
                .isEqualTo(isOne);
    }

    @Test
    void aPortBesideTheHostOfItsServiceIsOne() {
        Map<String, String> variables =
                Map.of("MOSAIC_METRICS_PORT", "8080", "MOSAIC_METRICS_SERVICE_HOST", "10.96.0.7");
        assertThat(ServiceLinks.isOne("MOSAIC_METRICS_PORT", variables)).isTrue();
    }
}

package dev.mosaicstack.knative;

import static dev.mosaicstack.knative.Manifests.list;
import static dev.mosaicstack.knative.Manifests.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.knative.Manifests.Document;
import org.junit.jupiter.api.Test;

/** What may go in and out. */
class ManifestPoliciesTest {

    private static final Manifests ALL = Manifests.shipped();

    @Test
    void namesAreFoundInPodsAndOnNodes() {
        Document names =
                ALL.find("networking.k8s.io/v1", "NetworkPolicy", "names").orElseThrow();
        JsonNode rule = names.at("/spec/egress/0");
        assertThat(names.at("/spec/podSelector")).isEmpty();
        assertThat(texts(rule.path("ports"), "protocol")).containsExactlyInAnyOrder("UDP", "TCP");
        assertThat(texts(rule.path("ports"), "port")).containsOnly("53");
        assertThat(list(rule.path("to")).stream()
                        .map(each -> each.at("/ipBlock/cidr").asText()))
                .contains("169.254.20.10/32", "169.254.169.254/32");
        assertThat(rule.at("/to/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                        .asText())
                .isEqualTo("kube-system");
    }
}

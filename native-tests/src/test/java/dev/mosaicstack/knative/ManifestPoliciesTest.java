package dev.mosaicstack.knative;

import static dev.mosaicstack.knative.Manifests.list;
import static dev.mosaicstack.knative.Manifests.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.knative.Manifests.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What may go in and out, as it is shipped and by the examples, and that the README says the same. */
class ManifestPoliciesTest {

    private static final Manifests ALL = Manifests.shipped();
    private static final List<Document> EXAMPLES = Manifests.examples().documents();

    /** Who wants which ports, when something is used that is switched off as shipped; mail's are those of its documentation. */
    private static final Map<String, Set<Integer>> WANTED = Map.of(
            "mail.yaml", Set.of(25, 465, 587),
            "spans.yaml", Set.of(4318),
            "alertmanager.yaml", Set.of(9093),
            "prometheus.yaml", Set.of(8080));

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

    @Test
    void eachExampleIsOfferedAndSaidInTheReadmeAndNoneIsApplied() throws IOException {
        List<String> kustomization = Files.readAllLines(Manifests.OVERLAY.resolve("kustomization.yaml"));
        String readme = Files.readString(Manifests.BASE.resolveSibling("README.md"));
        assertThat(EXAMPLES).hasSizeGreaterThan(WANTED.size());
        for (Document each : EXAMPLES) {
            String path = "allow/" + each.file().getFileName();
            assertThat(kustomization).contains("  # - " + path).doesNotContain("  - " + path);
            assertThat(readme).contains("`" + path + "`");
        }
        assertThat(EXAMPLES.stream().map(Document::name)).doesNotHaveDuplicates();
        assertThat(ALL.ofKind("NetworkPolicy").stream().map(Document::name))
                .doesNotContainAnyElementsOf(
                        EXAMPLES.stream().map(Document::name).toList());
    }

    @Test
    void anExampleIsAboutPodsThatThereAreAndOpensWhatIsWanted() {
        Set<String> functions = new TreeSet<>();
        ALL.functions().forEach(each -> functions.add(each.name()));
        for (Document each : EXAMPLES) {
            assertThat(each.kind()).isEqualTo("NetworkPolicy");
            assertThat(each.at("/metadata/namespace").asText()).isEqualTo("mosaic");
            JsonNode name = each.at("/spec/podSelector/matchLabels/app.kubernetes.io~1name");
            if (!name.isMissingNode()) {
                assertThat(functions).contains(name.asText());
            }
            String way = each.at("/spec/policyTypes/0").asText();
            assertThat(way).isIn("Ingress", "Egress");
            var ports = new ArrayList<Integer>();
            list(each.at("/spec/" + way.toLowerCase(Locale.ROOT))).forEach(rule -> rule.path("ports")
                    .forEach(port -> ports.add(port.path("port").asInt())));
            assertThat(ports).as(each.toString()).isNotEmpty();
            Set<Integer> wanted = WANTED.get(each.file().getFileName().toString());
            if (wanted != null) {
                assertThat(ports).containsExactlyInAnyOrderElementsOf(wanted);
            }
        }
    }
}

package dev.mosaicstack.knative;

import static dev.mosaicstack.knative.Manifests.list;
import static dev.mosaicstack.knative.Manifests.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.knative.Manifests.Document;
import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What may go in and out, as it is shipped and by the examples, and that the README says the same. */
class ManifestPoliciesTest {

    private static final Manifests ALL = Manifests.shipped();
    private static final List<Document> EXAMPLES = Manifests.examples().documents();
    private static final Path README = Manifests.BASE.resolveSibling("README.md");

    private static final Path PUBLIC_ADDRESS = Artifact.root()
            .resolve(
                    "functions/event-dispatch/src/main/java/dev/mosaicstack/functions/eventdispatch/PublicAddress.java");

    private static final Pattern BLOCK = Pattern.compile("block\\(\"([^\"]+)\", (\\d+)\\)");

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

    /** Clusters have names of their own for where Knative's gateway is. */
    @Test
    void requestsComeThroughEachGatewayThatTheReadmeNames() throws IOException {
        Document fromKnative = ALL.find("networking.k8s.io/v1", "NetworkPolicy", "from-knative")
                .orElseThrow();
        JsonNode namespaces = fromKnative.at("/spec/ingress/0/from/0/namespaceSelector/matchExpressions/0/values");
        List<String> gateways = list(namespaces).stream().map(JsonNode::asText).toList();
        assertThat(gateways).contains("knative-serving", "kourier-system", "knative-serving-ingress");
        assertThat(Files.readString(README)).contains("`knative-serving-ingress`");
    }

    /** The function refuses what the policy would drop, and says why; what one of them lets through the other does, too. */
    @Test
    void eventsGoToTheAddressesThatTheFunctionCalls() throws IOException {
        List<String> special = BLOCK.matcher(Files.readString(PUBLIC_ADDRESS))
                .results()
                .map(found -> block(found.group(1), Integer.parseInt(found.group(2))))
                .toList();
        List<String> ipv4 = special.stream().filter(each -> !each.contains(":")).toList();
        List<String> global = special.stream()
                .filter(each -> each.matches("[23][0-9a-f]{3}:.*"))
                .toList();
        String nat64 = block("64:ff9b::", 96);
        assertThat(special)
                .hasSizeGreaterThan(20)
                .filteredOn(each -> !ipv4.contains(each) && !global.contains(each))
                .as("the rest, without which there is 2000::/3 and NAT64")
                .containsExactlyInAnyOrder(block("::", 3), block("4000::", 2), block("8000::", 1), nat64);
        assertThat(sinks())
                .containsOnlyKeys(block("0.0.0.0", 0), block("2000::", 3), nat64)
                .containsEntry(block("0.0.0.0", 0), Set.copyOf(ipv4))
                .containsEntry(block("2000::", 3), Set.copyOf(global))
                .containsEntry(
                        nat64,
                        ipv4.stream()
                                .map(each -> each.split("/"))
                                .map(each -> block("64:ff9b::" + each[0], 96 + Integer.parseInt(each[1])))
                                .collect(Collectors.toSet()));
    }

    /** Blocks where sinks may be, with what is left out of each. */
    private static Map<String, Set<String>> sinks() {
        Document policy =
                ALL.find("networking.k8s.io/v1", "NetworkPolicy", "to-sinks").orElseThrow();
        return list(policy.at("/spec/egress")).stream()
                .flatMap(rule -> list(rule.path("to")).stream())
                .map(each -> each.path("ipBlock"))
                .filter(block -> !block.isMissingNode())
                .collect(Collectors.toMap(
                        block -> block(block.path("cidr")), block -> list(block.path("except")).stream()
                                .map(ManifestPoliciesTest::block)
                                .collect(Collectors.toSet())));
    }

    private static String block(JsonNode cidr) {
        String[] parts = cidr.asText().split("/");
        return block(parts[0], Integer.parseInt(parts[1]));
    }

    /** Written in one way, whichever way it was written. @param address a literal: nothing is looked up */
    private static String block(String address, int bits) {
        try {
            return InetAddress.getByName(address).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    @Test
    void eachExampleIsOfferedAndSaidInTheReadmeAndNoneIsApplied() throws IOException {
        List<String> kustomization = Files.readAllLines(Manifests.OVERLAY.resolve("kustomization.yaml"));
        String readme = Files.readString(README);
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

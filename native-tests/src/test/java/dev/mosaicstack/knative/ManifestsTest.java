package dev.mosaicstack.knative;

import static dev.mosaicstack.knative.Manifests.list;
import static dev.mosaicstack.knative.Manifests.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.knative.Manifests.Document;
import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a schema cannot know: that the manifests agree with each other and with the product. */
class ManifestsTest {

    /** What PostgreSQL keeps of its max_connections, where nothing else is set. */
    private static final int FOR_SUPERUSERS = 3;

    private static final Manifests ALL = Manifests.shipped();
    private static final List<Document> FUNCTIONS = ALL.functions();
    private static final List<Document> WORKLOADS = ALL.workloads();
    private static final List<Document> SENDERS = Stream.of("Trigger", "PingSource", "SinkBinding")
            .flatMap(kind -> ALL.ofKind(kind).stream())
            .toList();

    @Test
    void everyFunctionIsOneServiceAndNothingElseIs() throws IOException {
        try (Stream<Path> folders = Files.list(Artifact.root().resolve("functions"))) {
            List<String> flows = folders.filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(flow -> !flow.equals("all-in-one"))
                    .toList();
            assertThat(FUNCTIONS).extracting(Document::name).containsExactlyInAnyOrderElementsOf(flows);
        }
        for (Document each : FUNCTIONS) {
            assertThat(each.file()).hasFileName("500-" + each.name() + ".yaml");
            assertThat(each.container().path("name").asText()).isEqualTo(each.name());
            assertThat(each.container().path("image").asText()).startsWith("mosaic/" + each.name() + ":");
        }
    }

    @Test
    void everythingIsInTheNamespaceAndHasANameOfItsOwn() {
        for (Document each : ALL.documents()) {
            if (!each.kind().equals("Namespace")) {
                assertThat(each.at("/metadata/namespace").asText())
                        .as(each.toString())
                        .isEqualTo("mosaic");
            }
        }
        assertThat(ALL.documents().stream()
                        .filter(each -> !each.file().endsWith("site.yaml"))
                        .map(each -> each.at("/apiVersion") + " " + each.kind() + " " + each.name()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("FUNCTIONS")
    void aFunctionIsProbedWhereItAnswers(Document function) {
        JsonNode container = function.container();
        String port =
                ALL.ofKind("ConfigMap").getFirst().at("/data/QUARKUS_HTTP_PORT").asText();
        assertThat(container.at("/ports/0/containerPort").asText()).isEqualTo(port);
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
        for (String probe : List.of("startupProbe", "livenessProbe")) {
            assertThat(container.at("/" + probe + "/httpGet/path").asText()).isEqualTo("/q/health/live");
        }
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.at("/" + probe + "/httpGet/port").asText()).isEqualTo(port);
        }
    }

    @ParameterizedTest
    @FieldSource("WORKLOADS")
    void aPodMayDoNoMoreThanItMust(Document workload) {
        JsonNode pod = workload.pod();
        JsonNode security = workload.container().path("securityContext");
        assertThat(pod.path("containers")).hasSize(1);
        assertThat(pod.path("automountServiceAccountToken").asText()).isEqualTo("false");
        for (String field : List.of("/runAsNonRoot", "/runAsUser", "/seccompProfile/type")) {
            JsonNode said = security.at(field);
            assertThat((said.isMissingNode() ? pod.at("/securityContext" + field) : said).asText())
                    .as(field)
                    .isIn("true", "65532", "RuntimeDefault");
        }
        assertThat(security.path("allowPrivilegeEscalation").asText()).isEqualTo("false");
        assertThat(security.path("readOnlyRootFilesystem").asText()).isEqualTo("true");
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(texts(workload.container().path("volumeMounts"), "mountPath"))
                .contains("/tmp", "/var/lib/mosaic");
        for (String resource : List.of("/requests/cpu", "/requests/memory", "/limits/memory")) {
            assertThat(workload.container().path("resources").at(resource).isMissingNode())
                    .as(resource)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @FieldSource("WORKLOADS")
    void anImageHasAVersionAndIsOneThatTheOverlayNames(Document workload) {
        String[] image = workload.container().path("image").asText().split(":");
        assertThat(image).hasSize(2);
        assertThat(image[1]).isNotEqualTo("latest").matches("\\d+\\.\\d+\\.\\d+");
        JsonNode images = Manifests.kustomization(Manifests.OVERLAY).path("images");
        assertThat(texts(images, "name")).contains(image[0]).hasSize(FUNCTIONS.size() + 1);
        assertThat(texts(images, "newTag")).containsOnly(image[1]);
    }

    @ParameterizedTest
    @FieldSource("SENDERS")
    void whatIsReferredToExists(Document sender) {
        for (String pointer : List.of("/spec/subscriber/ref", "/spec/sink/ref", "/spec/subject")) {
            JsonNode ref = sender.at(pointer);
            if (!ref.isMissingNode()) {
                assertThat(ALL.find(text(ref, "apiVersion"), text(ref, "kind"), text(ref, "name")))
                        .as(sender + " " + pointer)
                        .isPresent();
            }
        }
        JsonNode broker = sender.at("/spec/broker");
        if (!broker.isMissingNode()) {
            assertThat(ALL.find("eventing.knative.dev/v1", "Broker", broker.asText()))
                    .isPresent();
        }
    }

    /** A token is good for one call: each address names one that its function has, and the overlay puts a token there. */
    @ParameterizedTest
    @FieldSource("SENDERS")
    void anAddressNamesACallOfItsFunction(Document sender) throws IOException {
        JsonNode to = sender.at(sender.kind().equals("Trigger") ? "/spec/subscriber" : "/spec/sink");
        if (sender.kind().equals("SinkBinding")) {
            assertThat(to.has("uri")).isFalse();
            return;
        }
        String[] uri = to.path("uri").asText().split("\\?");
        assertThat(uri[1]).isEqualTo("access_token=FROM-THE-OVERLAY");
        assertThat(calls(to.at("/ref/name").asText())).contains(uri[0].substring(1));
        assertThat(list(Manifests.kustomization(Manifests.OVERLAY).path("replacements")))
                .anySatisfy(each -> {
                    JsonNode target = each.at("/targets/0/select");
                    assertThat(text(target, "kind") + " " + text(target, "name"))
                            .isEqualTo(sender.kind() + " " + sender.name());
                    assertThat(text(each.path("source"), "fieldPath")).isEqualTo("data." + uri[0].substring(1));
                });
        assertThat(Files.readAllLines(Manifests.OVERLAY.resolve("tokens.env.example")))
                .contains(uri[0].substring(1) + "=");
    }

    private static List<String> calls(String flow) throws IOException {
        try (Stream<Path> files =
                Files.walk(Artifact.root().resolve("functions").resolve(flow).resolve("src/main"))) {
            var calls = new TreeSet<String>();
            for (Path file : files.filter(each -> each.toString().endsWith("Function.java"))
                    .toList()) {
                Pattern.compile("@Funq\\(\"([^\"]+)\"\\)")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(found -> calls.add(found.group(1)));
            }
            return List.copyOf(calls);
        }
    }

    @Test
    void whatIsAlwaysThereHasABudgetAndNothingElseHas() {
        assertThat(ALL.ofKind("PodDisruptionBudget").stream()
                        .map(each -> each.at("/spec/selector/matchLabels/serving.knative.dev~1service")
                                .asText()))
                .containsExactlyInAnyOrderElementsOf(FUNCTIONS.stream()
                        .filter(each -> scale(each, "min") > 0)
                        .map(Document::name)
                        .toList());
    }

    /** While a roll-out goes on, the old pods are there beside the new ones. */
    @Test
    void theDatabaseThatTheReadmeAsksForTakesAllConnectionsAtARollOut() throws IOException {
        int pool = ALL.ofKind("ConfigMap").getFirst().at("/data/MOSAIC_DB_POOL").asInt();
        assertThat(pool).isPositive();
        int pods = FUNCTIONS.stream().mapToInt(each -> scale(each, "max")).sum();
        int jobs = ALL.ofKind("CronJob").size();
        String readme = Files.readString(Manifests.BASE.resolveSibling("README.md"));
        Matcher asked = Pattern.compile("`max_connections = (\\d+)`").matcher(readme);
        assertThat(asked.find()).isTrue();
        assertThat(2 * pods * pool + jobs * pool + FOR_SUPERUSERS).isLessThan(Integer.parseInt(asked.group(1)));
        assertThat(readme)
                .contains(pods + " pods at most have " + pool + " connections each, " + pods * pool + ";")
                .contains("twice as many, " + 2 * pods * pool + "; three Jobs have " + pool + " each, " + jobs * pool
                        + "; PostgreSQL keeps " + FOR_SUPERUSERS + " for superusers");
    }

    private static int scale(Document function, String which) {
        int scale = function.at("/spec/template/metadata/annotations/autoscaling.knative.dev~1" + which + "-scale")
                .asInt(-1);
        assertThat(scale).as(function + " " + which).isNotNegative();
        return scale;
    }

    @Test
    void aPingSaysWhatItsCallTakesAtATimeThatThereIs() throws IOException {
        String policies = ALL.find("v1", "ConfigMap", "mosaic-backup-policies")
                .orElseThrow()
                .at("/data/mosaic.properties")
                .asText();
        for (Document ping : ALL.ofKind("PingSource")) {
            assertThat(ping.at("/spec/schedule").asText()).matches("([*]|\\d+)( ([*]|\\d+)){4}");
            JsonNode data = new ObjectMapper().readTree(ping.at("/spec/data").asText());
            assertThat(data.isObject()).isTrue();
            if (data.has("policy")) {
                assertThat(policies).contains("mosaic.backup.policies." + text(data, "policy") + ".repository-file=");
            }
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}

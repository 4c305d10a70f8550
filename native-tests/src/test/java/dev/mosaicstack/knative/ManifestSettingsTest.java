package dev.mosaicstack.knative;

import static dev.mosaicstack.knative.Manifests.list;
import static dev.mosaicstack.knative.Manifests.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.functions.allinone.Settings;
import dev.mosaicstack.knative.Manifests.Document;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, secrets and files of the manifests: each that is named is there, and each that is there is named. */
class ManifestSettingsTest {

    private static final Manifests ALL = Manifests.shipped();
    private static final List<Document> WORKLOADS = ALL.workloads();
    private static final Path README = Manifests.BASE.resolveSibling("README.md");

    /** Keys by the name of what holds them: ConfigMaps, and Secrets that the overlay makes of files. */
    private static final Map<String, Set<String>> KEYS = keys();

    private static Map<String, Set<String>> keys() {
        var keys = new HashMap<String, Set<String>>();
        for (Document map : ALL.ofKind("ConfigMap")) {
            map.at("/data").fieldNames().forEachRemaining(key -> keys.computeIfAbsent(
                            map.name(), name -> new TreeSet<>())
                    .add(key));
        }
        for (JsonNode secret : Manifests.kustomization(Manifests.OVERLAY).path("secretGenerator")) {
            var files = new TreeSet<String>();
            secret.path("files").forEach(file -> files.add(file.asText().replaceFirst("=.*", "")));
            keys.put(secret.path("name").asText(), files);
        }
        return keys;
    }

    @Test
    void everySettingIsOneThatTheProductKnows() throws IOException {
        var names = new TreeSet<String>();
        for (Document map : ALL.ofKind("ConfigMap")) {
            map.at("/data").fieldNames().forEachRemaining(names::add);
        }
        for (Document workload : WORKLOADS) {
            names.addAll(texts(workload.container().path("env"), "name"));
        }
        for (Object property : policies().keySet()) {
            names.add(property.toString().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
        }
        assertThat(Settings.unknown(names)).isEmpty();
        assertThat(names.stream().filter(name -> name.startsWith("MOSAIC_"))).hasSizeGreaterThan(20);
    }

    /** A misspelt one would be silently the default, so the rest of the names is known as well. */
    @Test
    void whatIsNoSettingOfOursIsOfQuarkus() {
        for (Document workload : WORKLOADS) {
            assertThat(texts(workload.container().path("env"), "name"))
                    .allMatch(name -> name.startsWith("MOSAIC_") || name.equals("SMALLRYE_CONFIG_LOCATIONS"));
        }
        assertThat(KEYS.get("mosaic-settings"))
                .allMatch(name -> name.startsWith("MOSAIC_")
                        || Set.of("QUARKUS_HTTP_HOST", "QUARKUS_HTTP_PORT").contains(name));
    }

    @ParameterizedTest
    @FieldSource("WORKLOADS")
    void everyVolumeIsMountedAndEveryKeyOfItExists(Document workload) {
        JsonNode pod = workload.pod();
        assertThat(texts(workload.container().path("volumeMounts"), "name"))
                .containsExactlyElementsOf(texts(pod.path("volumes"), "name"));
        for (JsonNode volume : pod.path("volumes")) {
            String holder = volume.at("/secret/secretName")
                    .asText(volume.at("/configMap/name").asText());
            if (!volume.has("emptyDir")) {
                assertThat(KEYS).as(workload.toString()).containsKey(holder);
                JsonNode items = volume.at(volume.has("secret") ? "/secret/items" : "/configMap/items");
                assertThat(KEYS.get(holder)).as(holder).containsAll(texts(items, "key"));
            }
        }
        assertThat(KEYS)
                .containsKey(
                        workload.container().at("/envFrom/0/configMapRef/name").asText());
    }

    @ParameterizedTest
    @FieldSource("WORKLOADS")
    void everyFileThatASettingNamesIsMounted(Document workload) throws IOException {
        Set<String> mounted = mounted(workload);
        var named = new ArrayList<String>();
        JsonNode settings =
                ALL.find("v1", "ConfigMap", "mosaic-settings").orElseThrow().at("/data");
        settings.properties().stream()
                .map(each -> each.getValue().asText())
                .filter(ManifestSettingsTest::isOurFile)
                .forEach(named::add);
        named.addAll(texts(workload.container().path("env"), "value").stream()
                .filter(ManifestSettingsTest::isOurFile)
                .toList());
        if (named.stream().anyMatch(file -> file.contains("backup-policies"))) {
            policies().values().stream()
                    .map(Object::toString)
                    .filter(ManifestSettingsTest::isOurFile)
                    .forEach(named::add);
        }
        assertThat(mounted).containsAll(named);
        assertThat(new TreeSet<>(named)).as("what is mounted is used").containsAll(mounted);
    }

    private static boolean isOurFile(String value) {
        return value.startsWith("/etc/mosaic/");
    }

    private static Set<String> mounted(Document workload) {
        var files = new TreeSet<String>();
        Map<String, JsonNode> volumes = new HashMap<>();
        workload.pod()
                .path("volumes")
                .forEach(volume -> volumes.put(volume.path("name").asText(), volume));
        for (JsonNode mount : workload.container().path("volumeMounts")) {
            JsonNode volume = volumes.get(mount.path("name").asText());
            if (!volume.has("emptyDir")) {
                String holder = volume.at("/secret/secretName")
                        .asText(volume.at("/configMap/name").asText());
                KEYS.get(holder)
                        .forEach(key -> files.add(mount.path("mountPath").asText() + "/" + key));
            }
        }
        return files;
    }

    private static Properties policies() throws IOException {
        var policies = new Properties();
        policies.load(new StringReader(ALL.find("v1", "ConfigMap", "mosaic-backup-policies")
                .orElseThrow()
                .at("/data/mosaic.properties")
                .asText()));
        return policies;
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/postgresql"})
    void aKustomizationListsEveryFileOfItsFolderInOrder(String name) {
        Path folder = Manifests.BASE.resolveSibling(name);
        JsonNode kustomization = Manifests.kustomization(folder);
        List<String> listed = Stream.of("resources", "patches")
                .flatMap(key -> list(kustomization.path(key)).stream())
                .map(each ->
                        each.isTextual() ? each.asText() : each.path("path").asText())
                .filter(path -> !path.startsWith("../"))
                .toList();
        assertThat(listed)
                .containsExactlyElementsOf(Manifests.files(folder).stream()
                        .map(file -> file.getFileName().toString())
                        .filter(file -> !file.equals("kustomization.yaml"))
                        .toList());
        list(kustomization.path("resources"))
                .forEach(each -> assertThat(folder.resolve(each.asText())).exists());
        Collection<String> keys = new ArrayList<>();
        kustomization.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .isSubsetOf(
                        "apiVersion",
                        "kind",
                        "resources",
                        "patches",
                        "images",
                        "generatorOptions",
                        "secretGenerator",
                        "configMapGenerator",
                        "replacements");
    }

    /** Who wants servers to prove themselves adds these settings, and two keys to Secrets that are mounted already. */
    @ParameterizedTest
    @FieldSource("WORKLOADS")
    void filesThatTheReadmeNamesForTlsGetIntoEveryPodByALineOfTheOverlay(Document workload) throws IOException {
        String yaml = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$")
                .matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .findFirst()
                .orElseThrow();
        JsonNode settings = Manifests.parsed(yaml);
        var names = new TreeSet<String>();
        settings.fieldNames().forEachRemaining(names::add);
        assertThat(Settings.unknown(names)).isEmpty();
        List<String> offered = Files.readAllLines(Manifests.OVERLAY.resolve("kustomization.yaml"));
        var files = Pattern.compile("(/etc/mosaic/[a-z]+)/([a-z.]+)")
                .matcher(yaml)
                .results()
                .toList();
        assertThat(files).hasSize(3);
        for (MatchResult file : files) {
            assertThat(offered).anyMatch(line -> line.startsWith("      # - " + file.group(2) + "=secrets/"));
            String volume = list(workload.container().path("volumeMounts")).stream()
                    .filter(mount -> mount.path("mountPath").asText().equals(file.group(1)))
                    .map(mount -> mount.path("name").asText())
                    .findFirst()
                    .orElseThrow();
            assertThat(list(workload.pod().path("volumes")))
                    .filteredOn(each -> each.path("name").asText().equals(volume))
                    .as("all keys of it are mounted")
                    .allMatch(each -> each.path("secret").has("secretName")
                            && each.at("/secret/items").isMissingNode());
        }
    }

    /** A comment, which kustomize does not judge. */
    @Test
    void thePullSecretThatIsOfferedIsForTheAccountOfAllPods() throws IOException {
        List<String> patches = Files.readAllLines(Manifests.OVERLAY.resolve("kustomization.yaml")).stream()
                .dropWhile(line -> !line.equals("  # - target:"))
                .takeWhile(line -> line.startsWith("  # "))
                .map(line -> line.substring("  # ".length()))
                .toList();
        JsonNode patch = Manifests.parsed(String.join("\n", patches)).path(0);
        JsonNode target = patch.path("target");
        assertThat(ALL.find(
                        "v1", target.path("kind").asText(), target.path("name").asText()))
                .isPresent();
        assertThat(WORKLOADS)
                .allMatch(each -> each.pod().path("serviceAccountName").equals(target.path("name")));
        JsonNode change = Manifests.parsed(patch.path("patch").asText()).path(0);
        assertThat(change.path("path").asText()).isEqualTo("/imagePullSecrets");
        assertThat(Files.readString(README))
                .contains("create secret docker-registry "
                        + change.at("/value/0/name").asText() + " ");
    }

    /** Nobody runs with a secret that everybody knows: files that the overlay takes are not in the repository. */
    @Test
    void noSecretIsInTheRepositoryAndTheReadmeNamesEachThatIsWanted() throws IOException {
        assertThat(ALL.ofKind("Secret")).isEmpty();
        assertThat(Files.readAllLines(Manifests.OVERLAY.resolve(".gitignore"))).contains("/secrets/", "/tokens.env");
        String readme = Files.readString(README);
        for (JsonNode secret : Manifests.kustomization(Manifests.OVERLAY).path("secretGenerator")) {
            for (JsonNode file : secret.path("files")) {
                String path = file.asText().replaceFirst(".*=", "");
                assertThat(path).startsWith("secrets/");
                assertThat(readme).contains("`" + path.substring("secrets/".length()) + "`");
            }
        }
    }
}

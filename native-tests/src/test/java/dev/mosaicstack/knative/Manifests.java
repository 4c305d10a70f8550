package dev.mosaicstack.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests of {@code infra/knative}: those of the base, and those of the overlay with PostgreSQL. */
record Manifests(List<Document> documents) {

    static final Path BASE = Artifact.root().resolve("infra/knative/base");
    static final Path OVERLAY = Artifact.root().resolve("infra/knative/overlays/postgresql");

    /** Examples of what else may go in and out; nothing of it is applied by itself. */
    static final Path ALLOW = OVERLAY.resolve("allow");

    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final ObjectMapper JSON = new ObjectMapper();

    record Document(Path file, JsonNode content) {

        String kind() {
            return at("/kind").asText();
        }

        String name() {
            return at("/metadata/name").asText();
        }

        boolean isFunction() {
            return kind().equals("Service") && at("/apiVersion").asText().startsWith("serving.knative.dev/");
        }

        JsonNode at(String pointer) {
            return content.at(pointer);
        }

        /** What its pods are; missing where it has none. */
        JsonNode pod() {
            JsonNode job = at("/spec/jobTemplate/spec/template/spec");
            return job.isMissingNode() ? at("/spec/template/spec") : job;
        }

        JsonNode container() {
            return pod().at("/containers/0");
        }

        @Override
        public String toString() {
            return file.getFileName() + " " + kind() + " " + name();
        }
    }

    static Manifests shipped() {
        return new Manifests(Stream.of(BASE, OVERLAY)
                .flatMap(folder -> files(folder).stream())
                .filter(file -> !file.endsWith(KUSTOMIZATION))
                .flatMap(file -> read(file).stream())
                .toList());
    }

    static Manifests examples() {
        return new Manifests(
                files(ALLOW).stream().flatMap(file -> read(file).stream()).toList());
    }

    static JsonNode kustomization(Path folder) {
        return read(folder.resolve(KUSTOMIZATION)).getFirst().content();
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Document> functions() {
        return documents.stream().filter(Document::isFunction).toList();
    }

    /** What has pods: functions and Jobs. */
    List<Document> workloads() {
        return documents.stream().filter(each -> !each.pod().isMissingNode()).toList();
    }

    List<Document> ofKind(String kind) {
        return documents.stream().filter(each -> each.kind().equals(kind)).toList();
    }

    Optional<Document> find(String apiVersion, String kind, String name) {
        return ofKind(kind).stream()
                .filter(each -> each.at("/apiVersion").asText().equals(apiVersion))
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    static List<JsonNode> list(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements;
    }

    static List<String> texts(JsonNode array, String field) {
        return list(array).stream().map(each -> each.path(field).asText()).toList();
    }

    static JsonNode parsed(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private static List<Document> read(Path file) {
        try {
            var load = new Load(LoadSettings.builder().build());
            var documents = new ArrayList<Document>();
            load.loadAllFromString(Files.readString(file))
                    .forEach(each -> documents.add(new Document(file, JSON.valueToTree(each))));
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

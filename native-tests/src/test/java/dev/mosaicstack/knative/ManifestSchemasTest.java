package dev.mosaicstack.knative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.NodeClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests by the schemas of Kubernetes and Knative, and by what Knative Serving refuses beyond them. */
@Timeout(400)
class ManifestSchemasTest {

    private static final int MINUTES = 2;

    private static final Path KNATIVE = Artifact.root().resolve("infra/knative");

    @TempDir
    private Path folder;

    @Test
    void everyDocumentIsRight() throws IOException {
        Path log = folder.resolve("log");
        int exit = run(log, KNATIVE.resolve("base"), KNATIVE.resolve("overlays"));
        int documents = Manifests.shipped().documents().size()
                + Manifests.examples().documents().size();
        assertThat(Files.readString(log)).isEqualTo(documents + " documents, 0 mistakes\n");
        assertThat(exit).isZero();
        assertThat(Manifests.shipped().documents()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500-task-assign.yaml | containerConcurrency | containerConcurency | /spec/template/spec/containerConcurency: unknown field",
                "500-task-assign.yaml | periodSeconds: 5 | periodSecond: 5 | /readinessProbe/periodSecond: unknown field",
                "500-task-assign.yaml | timeoutSeconds: 60 | timeoutSeconds: soon | /spec/template/spec/timeoutSeconds: must be integer",
                "500-task-assign.yaml | memory: 512Mi | memory: much | /resources/limits/memory: must",
                "500-task-assign.yaml | min-scale | minimal-scale | minimal-scale: the autoscaler knows no such",
                "500-task-assign.yaml | containerConcurrency: 0 | hostNetwork: true | /hostNetwork: Knative Serving refuses",
                "500-task-assign.yaml | readOnly: true | readOnly: false | /readOnly: must be true",
                "500-task-assign.yaml | mosaic-settings | | /envFrom/0/configMapRef/name: unknown field",
                "710-triggers.yaml | suffix: | suffixes: | /spec/filters/2/not/suffixes: unknown field",
                "710-triggers.yaml | subscriber: | subscribers: | must have required property subscriber",
                "720-ping-sources.yaml | timezone | timeZone | /spec/timeZone: unknown field",
                "300-broker.yaml | retry: 8 | retry: many | /spec/delivery/retry: must be integer",
                "300-broker.yaml | kind: Broker | kind: Brocker | there is no Brocker in eventing.knative.dev/v1",
                "300-broker.yaml | eventing.knative.dev/v1 | eventing.knative.dev/v7 | there is no Broker in",
                "200-network-policies.yaml | podSelector | podSelecter | /spec/podSelecter: unknown field",
                "800-backup-jobs.yaml | Forbid | Never | /spec/concurrencyPolicy: must be equal to one of",
                "800-backup-jobs.yaml | fsGroup | fsgroup | /securityContext/fsgroup: unknown field",
                "100-settings.yaml | PORT: \"8080\" | PORT: 8080 | /data/QUARKUS_HTTP_PORT: must be string",
                "100-settings.yaml | data: | data: { | document 1: "
            })
    void whatIsWrongIsRefusedByFileAndField(String file, String right, String wrong, String said) throws IOException {
        String text = Files.readString(KNATIVE.resolve("base").resolve(file));
        String changed = text.replace(right, wrong == null ? "" : wrong);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(Files.createDirectory(folder.resolve("wrong")).resolve(file), changed);
        Path log = folder.resolve("log");
        assertThat(run(log, folder.resolve("wrong"))).isEqualTo(1);
        assertThat(Files.readAllLines(log)).anySatisfy(line -> assertThat(line).contains(file, said));
    }

    @Test
    void aFolderWithNothingInItIsNotRight() {
        assertThat(run(folder.resolve("log"), folder)).isEqualTo(1);
    }

    private static int run(Path log, Path... folders) {
        List<String> arguments = Stream.of(folders).map(Path::toString).toList();
        return NodeClients.forManifests().run("manifests.mjs", log, MINUTES, arguments);
    }
}

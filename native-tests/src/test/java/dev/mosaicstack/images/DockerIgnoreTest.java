package dev.mosaicstack.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of this folder gets into a build, and so perhaps into an image. */
class DockerIgnoreTest {

    private final DockerIgnore ignore = DockerIgnore.read();

    /** A package may be called target, and a pattern may go too far. */
    @ParameterizedTest
    @ValueSource(strings = {"shared", "functions"})
    void takesEverySource(String folder) throws IOException {
        Path root = Artifact.root();
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            assertThat(files.map(file -> root.relativize(file).toString())
                            .filter(file -> file.matches("[a-z]+/[a-z-]+/(pom.xml|src/main/.*)")))
                    .isNotEmpty()
                    .noneMatch(ignore::leavesOut);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git/config",
                ".env",
                "compose/.env",
                "compose/secrets/mosaic_admin_token",
                "infra/knative/overlays/postgresql/secrets/admin-token",
                "infra/knative/overlays/postgresql/tokens.env",
                "infra/images/.env",
                "functions/mcp-server/README.md",
                "data/admin.token",
                "data/mcp/state/mosaic.db",
                "target/build.log",
                "functions/all-in-one/target/quarkus-app/quarkus-run.jar",
                "shared/core/target/classes/A.class",
                "shared/core/src/test/java/ATest.java",
                "infra/bench/bullmq/node_modules/bullmq/index.js"
            })
    void doesNot(String path) {
        assertThat(ignore.leavesOut(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "native-tests/pom.xml",
                "infra/bench/pom.xml",
                "infra/knative/app/pom.xml",
                "shared/core/src/main/java/A.java",
                "functions/all-in-one/src/main/resources/application.properties",
                "functions/mcp-server/target/mcp-server-0.1.0-SNAPSHOT-runner",
                "functions/mcp-server/target/sqlite/libsqlitejdbc.so",
                "infra/images/probe.c"
            })
    void does(String path) {
        assertThat(ignore.leavesOut(path)).isFalse();
    }
}

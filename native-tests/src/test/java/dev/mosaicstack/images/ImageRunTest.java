package dev.mosaicstack.images;

import static dev.mosaicstack.images.Engine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An image of ours, built and run under the same restrictions as in Compose and Knative. Skipped without an engine. */
class ImageRunTest {

    private static final String IMAGE = "mosaic-test/webhook-intake:" + UUID.randomUUID();
    private static final String TOKEN = "the-administrators-token";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static boolean built;

    private String container;

    @BeforeAll
    static void buildIt() {
        assumeTrue(
                Engine.answers(),
                "SKIPPED: no container engine answers (docker info), so images are only looked at, not built and run");
        Set<String> bases = Dockerfile.named("Dockerfile.jvm").bases();
        assumeTrue(
                bases.stream().allMatch(Engine::has),
                "SKIPPED: " + bases
                        + " cannot be pulled, so images are not built; infra/images/stand-ins.sh makes stand-ins");
        Engine.build("Dockerfile.jvm", "webhook-intake", IMAGE);
        built = true;
    }

    @AfterAll
    static void removeIt() {
        if (built) {
            docker("rmi", IMAGE).wanted();
        }
    }

    /** No right is left: not to write, not to execute what was written, not to gain any. */
    @BeforeEach
    void start() {
        container = docker(
                        "run",
                        "--detach",
                        "--read-only",
                        "--tmpfs=/tmp:mode=1777,size=64m,nosuid,nodev,noexec",
                        "--cap-drop=ALL",
                        "--security-opt=no-new-privileges",
                        "--memory=384m",
                        "--publish=127.0.0.1::8080",
                        "--env=MOSAIC_ADMIN_TOKEN=" + TOKEN,
                        "--env=MOSAIC_WEBHOOK_SECRET=a-secret-of-the-test",
                        IMAGE)
                .wanted();
        awaitReady();
    }

    @AfterEach
    void stop() {
        if (container != null) {
            docker("rm", "--force", "--volumes", container).wanted();
        }
    }

    @Test
    void answersAsTheUserWithoutRights() throws IOException, InterruptedException {
        assertThat(call("/webhook-list")).isEqualTo(200);
        String status = docker("exec", container, "cat", "/proc/1/status").wanted();
        assertThat(status)
                .containsPattern("Uid:\\s+65532\\s+65532\\s+65532\\s+65532")
                .containsPattern("Gid:\\s+65532\\s+65532\\s+65532\\s+65532")
                .containsPattern("CapEff:\\s+0+\\n")
                .containsPattern("CapBnd:\\s+0+\\n")
                .containsPattern("NoNewPrivs:\\s+1");
    }

    @Test
    void unpacksNothingAndStartsFromItsCache() {
        assertThat(docker("exec", container, "find", "/tmp", "-name", "*.so*").wanted())
                .isEmpty();
        assertThat(docker("exec", container, "cat", "/proc/1/maps").wanted())
                .contains("/mosaic/generated/mosaic.aot", "/mosaic/sqlite/libsqlitejdbc.so");
    }

    @Test
    void isUnwellWhereNobodyAnswers() {
        assertThat(docker("exec", container, "/probe").exitCode()).isZero();
        assertThat(docker("exec", "--env=QUARKUS_HTTP_PORT=8081", container, "/probe")
                        .exitCode())
                .isEqualTo(1);
        assertThat(docker("exec", "--env=QUARKUS_HTTP_PORT=none", container, "/probe")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void endsWithinSecondsWhenItIsTold() {
        long before = System.nanoTime();
        docker("stop", "--time=30", container).wanted();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        // 128 + SIGTERM, as Java does; 137 would be SIGKILL.
        assertThat(docker("inspect", "--format={{.State.ExitCode}}", container).wanted())
                .isEqualTo("143");
    }

    @Test
    void saysWhatItIsMadeOf() {
        assertThat(docker("exec", container, "cat", "/mosaic/sbom.cdx.json").wanted())
                .contains("\"bomFormat\" : \"CycloneDX\"", "pkg:maven/org.xerial/sqlite-jdbc@", "\"webhook-intake\"");
        assertThat(docker("inspect", "--format={{json .Config.Labels}}", IMAGE).wanted())
                .contains("\"org.opencontainers.image.title\":\"mosaic/webhook-intake\"");
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (docker("exec", container, "/probe").exitCode() != 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "not ready: " + docker("logs", container).said());
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private int call(String path) throws IOException, InterruptedException {
        String published = docker("port", container, "8080/tcp")
                .wanted()
                .lines()
                .findFirst()
                .orElseThrow();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://" + published + path))
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .timeout(PATIENCE)
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}

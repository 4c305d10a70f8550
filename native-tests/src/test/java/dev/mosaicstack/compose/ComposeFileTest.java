package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every service of the stack has, and what ours have more. */
class ComposeFileTest {

    private final ComposeYaml compose = ComposeYaml.read();
    private final Collection<ComposeService> services = compose.services().values();

    @Test
    void everyImageBearsAVersion() {
        assertThat(services).allSatisfy(service -> assertThat(service.image())
                .doesNotContain("latest")
                .matches(
                        service.isOurs()
                                ? "mosaic/[a-z-]+:\\$\\{MOSAIC_VERSION:-\\d+\\.\\d+\\.\\d+}"
                                : "[a-z0-9./-]+:(version-)?v?\\d+\\.\\d+(\\.\\d+)?(-alpine)?"));
    }

    @Test
    void everyServiceComesBackAndFillsNoDisk() {
        assertThat(services).allSatisfy(service -> {
            assertThat(service.settings()).containsEntry("restart", "unless-stopped");
            assertThat(ComposeYaml.map(service.map("logging").get("options"))).containsKeys("max-size", "max-file");
        });
    }

    @Test
    void everyServiceHasLimits() {
        assertThat(services).allSatisfy(service -> {
            Map<String, Object> resources =
                    ComposeYaml.map(service.map("deploy").get("resources"));
            assertThat(ComposeYaml.map(resources.get("limits"))).containsKeys("cpus", "memory", "pids");
        });
    }

    /** Steps of pipelines are containers beside the stack: no limit of a service is theirs. */
    @Test
    void everyStepOfAPipelineHasLimitsAndNoSwap() {
        String most = "${WOODPECKER_STEP_MEMORY:-1610612736}";
        assertThat(compose.services().get("woodpecker-agent").environment())
                .containsEntry("WOODPECKER_BACKEND_DOCKER_LIMIT_MEM", most)
                .containsEntry("WOODPECKER_BACKEND_DOCKER_LIMIT_MEM_SWAP", most)
                .containsKey("WOODPECKER_BACKEND_DOCKER_LIMIT_CPU_QUOTA");
    }

    @Test
    void everyServiceIsAskedWhetherItIsWell() {
        assertThat(services).allSatisfy(service -> assertThat(service.map("healthcheck"))
                .containsKeys("test", "interval", "timeout", "retries", "start_period")
                .doesNotContainEntry("disable", true));
    }

    @Test
    void whereResticRunsThereIsRoomForItAsInKnative() throws IOException {
        Set<Integer> knative = new TreeSet<>();
        for (String manifest : List.of("500-backup-trigger.yaml", "800-backup-jobs.yaml")) {
            Pattern.compile("limits:\\s+memory: (\\d+)Gi\\b")
                    .matcher(Files.readString(
                            Artifact.root().resolve("infra/knative/base").resolve(manifest)))
                    .results()
                    .forEach(limit -> knative.add(Integer.parseInt(limit.group(1)) * 1024));
        }
        assertThat(knative).hasSize(1).containsExactly(mebibytes("backup-trigger"));
        assertThat(mebibytes("all-in-one")).isGreaterThan(mebibytes("backup-trigger"));
    }

    @Test
    void whoBacksUpIsNotKilledWhileItEndsRestic() throws IOException {
        String worker = Files.readString(
                Artifact.root()
                        .resolve(
                                "functions/backup-trigger/src/main/java/dev/mosaicstack/functions/backuptrigger/run/Worker.java"));
        var stop = Pattern.compile("STOP = Duration.ofSeconds\\((\\d+)\\)").matcher(worker);
        assertThat(stop.find()).isTrue();
        assertThat(List.of("backup-trigger", "all-in-one")).allSatisfy(name -> assertThat(
                        String.valueOf(compose.services().get(name).settings().get("stop_grace_period")))
                .matches("\\d+s")
                .satisfies(grace -> assertThat(Integer.parseInt(grace.replace("s", "")))
                        .isGreaterThanOrEqualTo(Integer.parseInt(stop.group(1)) + 10)));
    }

    private int mebibytes(String service) {
        Map<String, Object> resources =
                ComposeYaml.map(compose.services().get(service).map("deploy").get("resources"));
        String memory = String.valueOf(ComposeYaml.map(resources.get("limits")).get("memory"));
        int number = Integer.parseInt(memory.substring(0, memory.length() - 1));
        return memory.endsWith("G") ? number * 1024 : number;
    }

    @Test
    void profilesAreThoseOfTheReadme() {
        assertThat(named(Set.of())).doesNotContain("all-in-one").contains("gitea", "redis");
        assertThat(named(Set.of("functions"))).isEqualTo(flows());
        assertThat(named(Set.of("small"))).containsExactly("all-in-one");
        assertThat(named(Set.of("observability"))).containsExactly("alertmanager", "grafana", "prometheus");
        assertThat(named(Set.of("tunnel"))).containsExactly("cloudflared");
        Set<String> all = services.stream()
                .flatMap(service -> service.profiles().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(all).containsExactly("functions", "observability", "small", "tunnel");
        assertThat(all)
                .allSatisfy(profile -> assertThat(ComposeYaml.text("README.md")).contains("`" + profile + "`"));
    }

    @Test
    void ourFunctionsAreConfined() {
        assertThat(ours()).hasSize(flows().size() + 1).allSatisfy(service -> {
            assertThat(service.settings())
                    .containsEntry("read_only", true)
                    .containsEntry("user", "65532:65532")
                    .containsEntry("pull_policy", "never")
                    .doesNotContainKeys("privileged", "cap_add", "network_mode", "pid", "devices");
            assertThat(service.strings("cap_drop")).containsExactly("ALL");
            assertThat(service.strings("security_opt")).contains("no-new-privileges:true");
            assertThat(service.strings("tmpfs"))
                    .singleElement()
                    .asString()
                    .startsWith("/tmp:")
                    .contains("size=");
            assertThat(service.strings("volumes")).noneMatch(volume -> volume.contains("docker.sock"));
        });
    }

    @Test
    void oursAreBuiltHereUnderTheirOwnNames() {
        assertThat(ours()).allSatisfy(service -> {
            Map<String, Object> build = service.map("build");
            assertThat(service.image()).startsWith("mosaic/" + service.name() + ":");
            assertThat(build).containsEntry("context", "..").containsKey("dockerfile");
            assertThat(ComposeYaml.map(build.get("args")))
                    .containsEntry("FLOW", service.name())
                    .containsEntry("VERSION", service.image().replaceFirst("^[^:]*:", ""))
                    .containsEntry("REVISION", "${MOSAIC_REVISION:-unknown}");
        });
    }

    @Test
    void theOneProcessAnswersToAllNames() {
        ComposeService allInOne = compose.services().get("all-in-one");
        assertThat(allInOne.aliases("mosaic_net")).isEqualTo(flows());
        assertThat(ours()).allSatisfy(service -> assertThat(service.aliases("mosaic_internal"))
                .containsExactly("mosaic-functions"));
    }

    /** Nginx Proxy Manager takes what is below /data for its own when it starts: nothing of ours may be mounted there. */
    @Test
    void theProxyHasOurFilesAndTheyLeadToWhereOurFunctionsListen() throws IOException {
        assertThat(compose.services().get("nginx-proxy-manager").strings("volumes"))
                .contains("npm_data:/data", "../infra/nginx:/etc/nginx/mosaic:ro")
                .noneMatch(volume -> volume.contains(":/data/"));
        String upstreams = Files.readString(Artifact.root().resolve("infra/nginx/upstreams-compose.conf"));
        Map<String, String> ports = Pattern.compile(" ([a-z-]+):([0-9]+);")
                .matcher(upstreams)
                .results()
                .collect(Collectors.toMap(name -> name.group(1), name -> name.group(2), (one, same) -> one));
        assertThat(ports.keySet()).isEqualTo(flows());
        ports.forEach((name, port) -> assertThat(
                        compose.services().get(name).environment().get("QUARKUS_HTTP_PORT"))
                .as(name)
                .hasToString(port));
        assertThat(compose.services().get("all-in-one").environment()).containsEntry("MOSAIC_PORT", "8080");
    }

    @Test
    void theProxyIsOfTheVersionThatOurFilesAreWrittenFor() throws IOException {
        String version = compose.services().get("nginx-proxy-manager").image().replaceFirst(".*:", "");
        for (String file : List.of("infra/nginx/README.md", "infra/stack-test/README.md", "README.md")) {
            assertThat(Files.readString(Artifact.root().resolve(file))).as(file).contains(version);
        }
    }

    @Test
    void whatIsMountedIsThere() {
        Set<String> volumes = compose.section("volumes").keySet();
        Set<String> mounted = services.stream()
                .flatMap(service -> service.strings("volumes").stream())
                .map(volume -> volume.replaceFirst("^\\$\\{DOCKER_SOCKET:-(.*?)}", "$1")
                        .split(":")[0])
                .collect(Collectors.toSet());
        assertThat(mounted).containsAll(volumes);
        assertThat(mounted.stream().filter(source -> !source.startsWith("/"))).allSatisfy(source -> assertThat(
                        source.startsWith(".")
                                ? Files.exists(ComposeYaml.FOLDER.resolve(source))
                                : volumes.contains(source))
                .as(source)
                .isTrue());
        assertThat(mounted.stream().filter(source -> source.startsWith("/"))).containsExactly("/var/run/docker.sock");
    }

    private Set<String> named(Set<String> profiles) {
        return services.stream()
                .filter(service -> service.profiles().equals(profiles))
                .map(ComposeService::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<ComposeService> ours() {
        return services.stream().filter(ComposeService::isOurs);
    }

    /** The folders of functions/, without the one that has them all. */
    private static Set<String> flows() {
        try (Stream<Path> folders = Files.list(Artifact.root().resolve("functions"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals("all-in-one"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

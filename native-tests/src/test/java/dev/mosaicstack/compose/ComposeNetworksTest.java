package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who reaches whom, and who waits for whom. */
class ComposeNetworksTest {

    private static final String OUTWARD = "mosaic_net";
    private static final String INTERNAL = "mosaic_internal";
    private static final String ISOLATED = "mosaic_isolated";
    private static final int DATABASES = 0;
    private static final String PREFIX = "${NETWORK_PREFIX:-172.16.86}";

    private final ComposeYaml compose = ComposeYaml.read();
    private final Map<String, ComposeService> byName = compose.services();
    private final Collection<ComposeService> services = byName.values();

    @Test
    void thereAreThreeNetworksAndOneHasNoWayOut() {
        assertThat(compose.section("networks").keySet()).containsExactlyInAnyOrder(OUTWARD, INTERNAL, ISOLATED);
        assertThat(ComposeYaml.map(compose.section("networks").get(INTERNAL))).containsEntry("internal", true);
    }

    @Test
    void databasesAreInsideAndPublishNothing() {
        assertThat(services.stream().filter(service -> service.tier() == DATABASES))
                .extracting(ComposeService::name)
                .containsExactly("mariadb", "postgres", "redis");
        assertThat(services.stream().filter(service -> service.tier() == DATABASES))
                .allSatisfy(service -> {
                    assertThat(service.networks()).containsExactly(INTERNAL);
                    assertThat(service.ports()).isEmpty();
                });
    }

    @Test
    void ourFunctionsAreInBothNetworks() {
        assertThat(services.stream().filter(ComposeService::isOurs))
                .isNotEmpty()
                .allSatisfy(service -> assertThat(service.networks()).containsExactlyInAnyOrder(OUTWARD, INTERNAL));
    }

    @Test
    void whatPipelinesSeeIsTheProxyAlone() {
        assertThat(services.stream().filter(service -> service.networks().contains(ISOLATED)))
                .extracting(ComposeService::name)
                .containsExactly("nginx-proxy-manager", "woodpecker-agent");
        assertThat(byName.get("woodpecker-agent").environment())
                .containsEntry("WOODPECKER_BACKEND_DOCKER_NETWORK", ISOLATED);
        assertThat(byName.get("nginx-proxy-manager").networks()).doesNotContain(INTERNAL);
    }

    /** In these networks public names lead to the proxy's inner address, and Gitea calls inner addresses only by listed names. */
    @Test
    void giteaMayCallWhoeverItHasToTell() {
        String woodpecker = byName.get("woodpecker-server")
                .environment()
                .get("WOODPECKER_HOST")
                .replaceFirst("^.*://", "");
        assertThat(byName.get("nginx-proxy-manager").aliases(OUTWARD)).contains(woodpecker);
        assertThat(byName.get("gitea").environment())
                .containsEntry("GITEA__webhook__ALLOWED_HOST_LIST", "external,webhook-intake," + woodpecker);
    }

    @Test
    void portsAreThoseOfTheTable() {
        var published = new TreeMap<String, Set<Integer>>();
        services.stream()
                .filter(service -> !service.ports().isEmpty())
                .forEach(service -> published.put(service.name(), service.published()));
        assertThat(published)
                .isEqualTo(Map.of(
                        "nginx-proxy-manager", Set.of(80, 81, 443),
                        "bookstack", Set.of(6875),
                        "portainer", Set.of(9000),
                        "mcp-server", Set.of(3456),
                        "all-in-one", Set.of(3456),
                        "grafana", Set.of(3000)));
        published.values().stream().flatMap(Set::stream).forEach(port -> assertThat(ComposeYaml.text("README.md"))
                .contains("| " + port + " |"));
    }

    /** Docker's ports pass by the firewall of the host: what is no front door is for this machine alone. */
    @Test
    void onlyTheFrontDoorIsOpenToTheWorld() {
        assertThat(services.stream()
                        .flatMap(service -> service.ports().stream())
                        .filter(port -> !port.startsWith("${ADMIN_BIND:-127.0.0.1}:")))
                .containsExactly("${PUBLIC_BIND:-0.0.0.0}:80:80", "${PUBLIC_BIND:-0.0.0.0}:443:443");
        assertThat(services.stream().filter(service -> !service.ports().isEmpty()))
                .as("a container of internal networks alone cannot be reached by its ports")
                .allSatisfy(service -> assertThat(service.networks()).contains(OUTWARD));
    }

    /** nginx looks a name up before it starts and ends where it finds none; and who may have that name may wait for nginx. */
    @Test
    void theTunnelIsBelievedByAnAddressThatIsAlwaysItsOwn() throws IOException {
        Map<String, Object> addresses = ComposeYaml.map(ComposeYaml.list(ComposeYaml.map(
                                ComposeYaml.map(compose.section("networks").get(OUTWARD))
                                        .get("ipam"))
                        .get("config"))
                .getFirst());
        Object tunnel = ComposeYaml.map(
                        byName.get("cloudflared").map("networks").get(OUTWARD))
                .get("ipv4_address");
        assertThat(addresses).containsEntry("subnet", PREFIX + ".0/24").containsEntry("ip_range", PREFIX + ".0/25");
        assertThat(tunnel).as("beyond what Docker gives to others").isEqualTo(PREFIX + ".200");
        List<String> believed = Pattern.compile("set_real_ip_from (.*);")
                .matcher(Files.readString(Artifact.root().resolve("infra/nginx/real-ip.conf")))
                .results()
                .map(line -> line.group(1))
                .toList();
        assertThat(believed).contains("172.16.86.200").allMatch(address -> address.matches("[0-9.:/]+"));
        assertThat(ComposeYaml.text("README.md")).contains("`set_real_ip_from 172.16.86.200;`");
    }

    @Test
    void nobodyStartsBeforeWhatItNeedsIsWell() {
        assertThat(services).allSatisfy(service -> {
            assertThat(service.tier()).isNotNegative();
            assertThat(service.dependsOn()).allSatisfy((other, how) -> {
                assertThat(ComposeYaml.map(how)).containsEntry("condition", "service_healthy");
                assertThat(byName.get(other).tier()).as(other).isLessThanOrEqualTo(service.tier());
            });
        });
    }

    @Test
    void eachTierWaitsForTheOneBefore() {
        assertThat(services.stream()
                        .filter(service -> service.tier() > DATABASES)
                        .filter(service -> !service.name().equals("nginx-proxy-manager")))
                .allSatisfy(service -> assertThat(allBehind(service.name()))
                        .anySatisfy(
                                other -> assertThat(byName.get(other).tier()).isLessThan(service.tier())));
        assertThat(services.stream().filter(ComposeService::isOurs))
                .allSatisfy(service -> assertThat(service.dependsOn()).containsOnlyKeys("redis", "postgres"));
    }

    @Test
    void nobodyWaitsForItself() {
        assertThat(byName.keySet())
                .allSatisfy(name -> assertThat(allBehind(name)).doesNotContain(name));
    }

    /** A service that another profile switches off would make the file invalid. */
    @Test
    void whoWaitsForAnotherProfileDoesWithout() {
        services.forEach(service -> service.dependsOn().forEach((other, how) -> {
            if (!service.profiles().containsAll(byName.get(other).profiles())) {
                assertThat(ComposeYaml.map(how))
                        .as(service.name() + " and " + other)
                        .containsEntry("required", false);
            }
        }));
    }

    private Set<String> allBehind(String name) {
        var all = new TreeSet<>(byName.get(name).dependsOn().keySet());
        for (int before = 0; before != all.size(); ) {
            before = all.size();
            all.addAll(all.stream()
                    .flatMap(other -> byName.get(other).dependsOn().keySet().stream())
                    .collect(Collectors.toSet()));
        }
        return all;
    }
}

package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Programs;
import dev.mosaicstack.testkit.Receiver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compose/first-run.sh} with stand-ins for docker and Gitea; curl is the real one. */
class FirstRunTest {

    private static final String HOOK_URL = "http://webhook-intake:8080/webhook-intake";
    private static final String USER = "mosaic-admin";
    private static final String NEW_TOKEN = "mosaic_viewer";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path STAND_INS = Path.of("src/test/resources/compose").toAbsolutePath();

    @TempDir
    private Path parent;

    private final Receiver sessionCreate = Receiver.start();
    private InitFolder folder;
    private GiteaHooks gitea;
    private Path mounted;
    private Path copied;

    @BeforeEach
    void aStackThatIsUp() throws IOException {
        Programs.require("curl", "apt-get install curl");
        folder = InitFolder.in(parent);
        folder.init();
        Files.createSymbolicLink(parent.resolve("secrets"), folder.path().resolve("secrets"));
        gitea = new GiteaHooks(USER, folder.secret("gitea_admin_password"));
        mounted = Files.createDirectories(parent.resolve("nginx/mosaic")).resolve("npm-http_top.conf");
        Files.copy(Artifact.root().resolve("infra/nginx/npm-http_top.conf"), mounted);
        copied = parent.resolve("data/nginx/custom/http_top.conf");
        sessionCreate.answers(
                "/token-create",
                new Receiver.Answer(
                        201,
                        Map.of(),
                        "{\"tokenId\":\"t\",\"token\":\"" + NEW_TOKEN + "\",\"role\":\"viewer\"}",
                        null));
    }

    @AfterEach
    void stop() {
        gitea.close();
        sessionCreate.close();
    }

    @Test
    void theProxyTakesOurFileAndItsNginxIsAskedWhetherItIsGood() throws IOException {
        run();
        run();
        assertThat(copied).hasSameTextualContentAs(mounted);
        assertThat(Files.readString(parent.resolve("nginx.calls"))).isEqualTo("-t -q\n-s reload\n".repeat(2));
    }

    @Test
    void aFileOfTheProxyThatSomebodyElseMadeStays() throws IOException {
        Files.createDirectories(copied.getParent());
        Files.writeString(copied, "# theirs\n");
        Shell.Ended ended = start("proxy");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said())
                .contains("somebody else's", "first-run: Nginx Proxy Manager does not take infra/nginx");
        assertThat(copied).hasContent("# theirs\n");
    }

    @Test
    void oneStepMayBeAskedForAlone() {
        assertThat(start("gitea").exitCode()).isZero();
        assertThat(gitea.hooks()).hasSize(1);
        assertThat(copied).doesNotExist();
        assertThat(start("gitae").said()).contains("there is no step 'gitae'");
    }

    @Test
    void makesTheAdministratorWithThePasswordOfTheFile() throws IOException {
        assertThat(run()).contains("has the administrator " + USER);
        assertThat(Files.readString(parent.resolve("users")))
                .contains(USER + "  admin@example.org")
                .hasLineCount(1);
        assertThat(Files.readString(parent.resolve("password"))).isEqualTo(folder.secret("gitea_admin_password"));
    }

    @Test
    void readsSettingsAsComposeDoes() throws IOException {
        Path settings = folder.path().resolve(".env");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replaceFirst("(?m)^ADMIN_EMAIL=.*$", "ADMIN_EMAIL=\"me@example.org\" # mine")
                        .replaceFirst("(?m)^GITEA_ADMIN_USER=.*$", "GITEA_ADMIN_USER=" + USER + " # the boss"));
        run();
        assertThat(Files.readString(parent.resolve("users"))).contains(USER + "  me@example.org  ");
    }

    @Test
    void makesOneWebhookOfAllRepositoriesWithOurSecret() {
        run();
        assertThat(gitea.hooks().values()).singleElement().satisfies(this::isOurs);
    }

    @Test
    void aSecondRunMakesNothingTwice() throws IOException {
        run();
        String second = run();
        assertThat(second)
                .contains("administrator " + USER + " is there", "of the run before is gone", "has its token");
        assertThat(gitea.hooks().values()).singleElement().satisfies(this::isOurs);
        assertThat(Files.readString(parent.resolve("users"))).hasLineCount(1);
        assertThat(sessionCreate.at("/token-create")).hasSize(1);
    }

    @Test
    void replacesWhatSomebodyChangedAndLeavesOtherHooksAlone() {
        ObjectNode other = hook("https://elsewhere.example.org/webhook-intake", "theirs");
        gitea.add(other);
        gitea.add(hook(HOOK_URL, "an old secret"));
        gitea.add(hook(HOOK_URL, "twice"));
        run();
        assertThat(gitea.hooks()).hasSize(2).containsEntry(1L, other);
        gitea.hooks().remove(1L);
        assertThat(gitea.hooks().values()).singleElement().satisfies(this::isOurs);
    }

    @Test
    void anAdministratorWhoseNameBeginsTheSameIsAnother() throws IOException {
        Files.writeString(parent.resolve("users"), "1    " + USER + "2  x@example.org  true  false\n");
        run();
        assertThat(Files.readString(parent.resolve("users"))).hasLineCount(2);
    }

    @Test
    void givesPrometheusATokenThatReadsMetricsAndNothingElse() {
        run();
        assertThat(folder.secret("mosaic_metrics_token")).isEqualTo(NEW_TOKEN);
        assertThat(sessionCreate.at("/token-create")).singleElement().satisfies(asked -> {
            assertThat(asked.headers()).containsEntry("Authorization", "Bearer " + folder.secret("mosaic_admin_token"));
            assertThat(JSON.readTree(asked.body()))
                    .isEqualTo(JSON.readTree("{\"name\":\"prometheus\",\"role\":\"viewer\",\"calls\":[\"metrics\"]}"));
        });
    }

    /** As after a move to another database, which does not know it. */
    @Test
    void aTokenThatIsRefusedIsReplaced() throws IOException {
        Path token = folder.path().resolve("secrets/mosaic_metrics_token");
        Files.writeString(token, "of another database");
        sessionCreate.answers("/metrics", Receiver.Answer.of(401));
        run();
        assertThat(token).hasContent(NEW_TOKEN);
        assertThat(sessionCreate.at("/metrics")).singleElement().satisfies(asked -> assertThat(asked.headers())
                .containsEntry("Authorization", "Bearer of another database"));
    }

    @Test
    void aTokenStaysWhereNobodySaysThatItIsWrong() throws IOException {
        Path token = folder.path().resolve("secrets/mosaic_metrics_token");
        Files.writeString(token, "good");
        sessionCreate.answers("/metrics", Receiver.Answer.of(503));
        Shell.Ended ended = start("prometheus");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains("first-run: the token of Prometheus: status 503");
        assertThat(token).hasContent("good");
    }

    /** What is among the arguments of a program, every user of the machine can read. */
    @Test
    void noSecretIsAmongTheArgumentsOfDocker() throws IOException {
        run();
        String calls = Files.readString(parent.resolve("docker.calls"));
        assertThat(calls).contains("gitea admin user create --admin", "gitea curl --config -");
        folder.secrets().values().stream().filter(secret -> !secret.isBlank()).forEach(secret -> assertThat(calls)
                .doesNotContain(secret));
    }

    @Test
    void saysWhatGiteaSaysWhenItRefuses() {
        gitea.close();
        gitea = new GiteaHooks(USER, "another password");
        Shell.Ended ended = start();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains("first-run: Gitea's webhooks: status 401", "invalid username");
        assertThat(gitea.hooks()).isEmpty();
    }

    @Test
    void asksForComposeInitFirst() throws IOException {
        Files.delete(folder.path().resolve(".env"));
        Shell.Ended ended = start();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains("run ./mosaic compose-init first");
    }

    /** As Debian has it: not a plugin of docker, but a program of its own. */
    @Test
    void takesTheProgramWhereDockerHasNoCompose() throws IOException {
        Path programs = Files.createDirectories(parent.resolve("programs"));
        Files.createSymbolicLink(programs.resolve("docker-compose"), STAND_INS.resolve("docker"));
        Shell.Ended ended = start(Map.of("NO_PLUGIN", "1", "PATH", path(programs, STAND_INS)), "gitea");
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(gitea.hooks()).hasSize(1);
    }

    @Test
    void saysThatThereIsNoCompose() throws IOException {
        Path programs = Files.createDirectories(parent.resolve("programs"));
        for (String program : List.of("bash", "dirname", "sed", "tail")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin", program));
        }
        Shell.Ended ended = start(Map.of("PATH", programs.toString()));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.said()).contains("first-run: there is no Docker Compose");
    }

    private void isOurs(JsonNode hook) {
        JsonNode config = hook.path("config");
        assertThat(config.path("url").asText()).isEqualTo(HOOK_URL);
        assertThat(config.path("content_type").asText()).isEqualTo("json");
        assertThat(config.path("secret").asText()).isEqualTo(folder.secret("mosaic_webhook_secret"));
        assertThat(config.path("is_system_webhook").asText()).isEqualTo("true");
        assertThat(hook.path("active").asBoolean()).isTrue();
        assertThat(hook.path("events").valueStream().map(JsonNode::asText))
                .contains("push", "pull_request", "issues", "status", "package", "release", "workflow_run");
    }

    private static ObjectNode hook(String url, String secret) {
        ObjectNode hook = JSON.createObjectNode().put("type", "gitea").put("active", false);
        hook.putObject("config")
                .put("url", url)
                .put("content_type", "json")
                .put("secret", secret)
                .put("is_system_webhook", "true");
        hook.putArray("events").add("push");
        return hook;
    }

    private String run() {
        Shell.Ended ended = start();
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        return ended.said();
    }

    /** These folders before those of this process. */
    private static String path(Path... folders) {
        return Stream.concat(Stream.of(folders).map(Path::toString), Stream.of(System.getenv("PATH")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Shell.Ended start(String... steps) {
        return start(Map.of(), steps);
    }

    private Shell.Ended start(Map<String, String> variables, String... steps) {
        var environment = new HashMap<String, String>();
        environment.put("PATH", path(STAND_INS));
        environment.put("STAND_IN", parent.toString());
        environment.put("GITEA_API", gitea.url());
        environment.put("MOSAIC_API", sessionCreate.url("").toString());
        environment.putAll(variables);
        var command =
                new ArrayList<>(List.of(folder.path().resolve("first-run.sh").toString()));
        command.addAll(List.of(steps));
        return Shell.run(Path.of("/"), environment, command);
    }
}

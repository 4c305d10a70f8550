package dev.mosaicstack.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.knative.Manifests.Document;
import dev.mosaicstack.testkit.Documented;
import dev.mosaicstack.testkit.Reader;
import dev.mosaicstack.testkit.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the README of {@code infra/knative} has its reader type, with a real instance, and a kubectl that only notes what it is told. */
@ExtendWith(Stack.Shared.class)
class KnativeCommandsTest {

    private static final Path README = Manifests.BASE.resolveSibling("README.md");
    private static final String OVERLAY = "infra/knative/overlays/postgresql/";
    private static final String TOKENS = OVERLAY + "tokens.env";
    private static final List<String> FUNCTIONS =
            Manifests.shipped().functions().stream().map(Document::name).toList();

    @TempDir
    private Path folder;

    private Reader reader;

    @BeforeEach
    void aCheckout() {
        reader = new Reader(folder);
        reader.curlWithout("nothing-of-the-kind");
        reader.program("bin/kubectl", """
                echo "$*" >>'%1$s/kubectl.log'
                case "$*" in
                    *" get ksvc session-create "*) printf %%s '%2$s' ;;
                    *" get ksvc -o name") printf 'service.serving.knative.dev/%%s\\n' %3$s ;;
                    *" patch "*) for last; do :; done; echo "$last" >>'%1$s/patches.log' ;;
                esac
                """.formatted(folder, Stack.shared().api().base(), String.join(" ", FUNCTIONS)));
        reader.file(OVERLAY + "secrets/admin-token", Stack.shared().api().adminToken() + "\n");
        reader.file(TOKENS, "backup-run=the-old-one\n");
    }

    @Test
    void eachAddressGetsATokenThatIsGoodForItsCallAlone() {
        assertThat(reader.does(thirdStep())).as(reader.read("said.log")).isZero();
        Map<String, String> tokens = reader.read(TOKENS)
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        assertThat(tokens)
                .containsOnlyKeys("backup-run", "backup-verify", "metrics-scrape", "task-assign", "event-publish");
        tokens.values()
                .forEach(token ->
                        Stack.shared().api().call("task-list", token, Map.of()).statusCode(403));
        Stack.shared()
                .api()
                .call("task-assign", tokens.get("task-assign"), Map.of())
                .statusCode(400);
        assertThat(reader.mode(TOKENS)).isEqualTo("rw-------");
        assertThat(folder.resolve(OVERLAY + "tokens.new")).doesNotExist();
        assertThat(reader.read("curl.log"))
                .contains("/token-create")
                .doesNotContain(Stack.shared().api().adminToken());
        assertThat(reader.read("kubectl.log")).contains("apply -k");
    }

    @Test
    void whereOneTokenCannotBeHadNothingIsReplacedAndNothingApplied() {
        reader.curlWithout("event-publish");
        assertThat(reader.does(thirdStep())).isNotZero();
        assertThat(reader.read(TOKENS)).isEqualTo("backup-run=the-old-one\n");
        assertThat(reader.read("kubectl.log")).doesNotContain("apply");
    }

    @Test
    void aRefusalIsNoToken() {
        reader.file(OVERLAY + "secrets/admin-token", "not-the-administrator\n");
        assertThat(reader.does(thirdStep())).isNotZero();
        assertThat(reader.read("said.log")).contains("401");
        assertThat(reader.read(TOKENS)).isEqualTo("backup-run=the-old-one\n");
    }

    /** Knative makes a Revision where the template of a Service changes, and nowhere else. */
    @Test
    void afterAChangeEachFunctionGetsANewRevision() throws IOException {
        List<String> commands = Documented.commands(README, "kubectl -n mosaic patch");
        assertThat(reader.does(commands)).as(reader.read("said.log")).isZero();
        List<String> told = reader.read("kubectl.log").lines().toList();
        assertThat(told.getFirst()).startsWith("apply -k ");
        for (String function : FUNCTIONS) {
            assertThat(told)
                    .filteredOn(
                            line -> line.contains(" patch service.serving.knative.dev/" + function + " --type merge"))
                    .hasSize(1);
        }
        List<String> patches = reader.read("patches.log").lines().toList();
        assertThat(patches).hasSameSizeAs(FUNCTIONS);
        JsonNode patch = new ObjectMapper().readTree(patches.getFirst());
        JsonNode annotation = patch.at("/spec/template/metadata/annotations/mosaicstack.dev~1settings");
        assertThat(annotation.isTextual()).isTrue();
        assertThat(annotation.textValue()).matches("\\d{10,}");
    }

    /** A forge sends once: the secret that it has is good until somebody has given it the new one. */
    @Test
    void theSecretOfWebhooksIsChangedBesideTheOldOneAndNotTwiceAtOnce() {
        List<String> commands = Documented.commands(README, "webhook-previous-secret &&");
        reader.file(OVERLAY + "secrets/webhook-secret", "the-one-of-the-forge\n");
        reader.file(OVERLAY + "secrets/webhook-previous-secret", "");
        assertThat(reader.does(commands)).as(reader.read("said.log")).isZero();
        assertThat(reader.read(OVERLAY + "secrets/webhook-previous-secret")).isEqualTo("the-one-of-the-forge\n");
        String now = reader.read(OVERLAY + "secrets/webhook-secret");
        assertThat(now).matches("[0-9a-f]{64}\n");
        assertThat(reader.does(commands)).isNotZero();
        assertThat(reader.read(OVERLAY + "secrets/webhook-previous-secret")).isEqualTo("the-one-of-the-forge\n");
        assertThat(reader.read(OVERLAY + "secrets/webhook-secret")).isEqualTo(now);
    }

    /** All files that kustomize wants and openssl makes, as the README has them made. */
    @Test
    void secretsThatNobodyChoosesAreMadeForTheirOwnerAlone() {
        List<String> commands = Documented.commands(README, "cp tokens.env.example").stream()
                .map(line -> line.equals("cd infra/knative/overlays/postgresql") ? "cd made" : line)
                .toList();
        reader.file("made/tokens.env.example", "backup-run=\n");
        assertThat(reader.does(commands)).as(reader.read("said.log")).isZero();
        for (String each : List.of("admin-token", "webhook-secret", "backup-password")) {
            assertThat(reader.read("made/secrets/" + each)).matches("[0-9a-f]{64}\n");
            assertThat(reader.mode("made/secrets/" + each)).isEqualTo("rw-------");
        }
        assertThat(reader.read("made/secrets/webhook-previous-secret")).isEmpty();
        assertThat(reader.mode("made/secrets")).isEqualTo("rwx------");
    }

    private static List<String> thirdStep() {
        return Documented.commands(README, "# 3.").stream()
                .dropWhile(line -> !line.startsWith("# 3."))
                .toList();
    }
}

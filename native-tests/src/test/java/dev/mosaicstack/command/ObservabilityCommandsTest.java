package dev.mosaicstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Documented;
import dev.mosaicstack.testkit.Programs;
import dev.mosaicstack.testkit.Reader;
import dev.mosaicstack.testkit.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the README of {@code infra/observability} has its reader type before Prometheus is started. */
@ExtendWith(Stack.Shared.class)
class ObservabilityCommandsTest {

    private static final String PROMETHEUS = "infra/observability/prometheus/";
    private static final String TOKEN = PROMETHEUS + "mosaic.token";
    private static final String RULES = PROMETHEUS + "mosaic-rules.yml";
    private static final String NOBODY = "65534";

    @TempDir
    private Path folder;

    private Reader reader;

    @BeforeEach
    void aCheckout() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(folder.resolve(PROMETHEUS));
        reader = new Reader(folder);
        reader.curlWithout("nothing-of-the-kind");
        reader.file("data/admin.token", Stack.shared().api().adminToken() + "\n");
        String mosaic = Artifact.underTest().command(List.of()).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        reader.program("mosaic", "MOSAIC_DATA='" + folder + "/mine' exec " + mosaic + " \"$@\"\n");
    }

    @Test
    void theTokenIsForPrometheusAloneAndTheRulesAreForEverybody() throws IOException {
        assertThat(reader.does(firstStep())).as(reader.read("said.log")).isZero();
        assertThat(reader.mode(TOKEN)).isEqualTo("rw-------");
        assertThat(reader.mode(RULES)).isEqualTo("rw-r--r--");
        String token = reader.read(TOKEN).strip();
        Stack.shared().api().get("/metrics", token).statusCode(200);
        Stack.shared().api().call("task-list", token, Map.of()).statusCode(403);
        assertThat(reader.read("curl.log"))
                .contains("/token-create")
                .doesNotContain(Stack.shared().api().adminToken());
        assertThat(loadedBySomebodyElse()).isZero();
    }

    @Test
    void aRefusalLeavesTheTokenThatIsThere() throws IOException {
        reader.file(TOKEN, "the-old-one");
        reader.file("data/admin.token", "not-the-administrator\n");
        reader.does(firstStep());
        assertThat(reader.read("said.log")).contains("401");
        assertThat(reader.read(TOKEN)).isEqualTo("the-old-one");
    }

    private static List<String> firstStep() {
        String ours = Stack.shared().api().base().getAuthority();
        return Documented.commands(Artifact.root().resolve("infra/observability/README.md"), "/token-create").stream()
                .takeWhile(line -> !line.startsWith("# 2."))
                .map(line -> line.replace("127.0.0.1:3456", ours))
                .toList();
    }

    /** As Prometheus in Compose, which is nobody and has no capability; who is not root can only be himself. */
    private int loadedBySomebodyElse() throws IOException {
        String promtool =
                Programs.require("promtool", "apt-get install prometheus").toString();
        List<String> check =
                List.of(promtool, "check", "rules", folder.resolve(RULES).toString());
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root") && Programs.isThere("setpriv")) {
            command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        command.addAll(check);
        return Programs.run(Path.of("/"), folder.resolve("promtool.log"), 1, command);
    }
}

package dev.mosaicstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.allinone.Settings;
import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Documented;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The unit of {@code infra/systemd} names what there is: systemd itself would find that out on the first boot. */
class SystemdUnitTest {

    private static final Path ROOT = Artifact.root();
    private static final String UNIT = "infra/systemd/mosaic.service";

    private final List<String> lines = Files.readAllLines(ROOT.resolve(UNIT));

    SystemdUnitTest() throws IOException {}

    @Test
    void itStartsAVerbThatTheLauncherHas() throws IOException {
        String[] start = value("ExecStart").split(" ");
        assertThat(start).hasSize(2);
        assertThat(start[0]).isEqualTo(value("WorkingDirectory") + "/mosaic");
        Matcher usage =
                Pattern.compile("(?m)^  \\./mosaic ([a-z-]+)").matcher(Files.readString(ROOT.resolve("mosaic")));
        assertThat(usage.results().map(verb -> verb.group(1))).contains(start[1]);
    }

    @Test
    void itsSettingsAreOursAndItsDataIsWhereItMayWrite() {
        Map<String, String> variables = lines.stream()
                .filter(line -> line.startsWith("Environment="))
                .map(line -> line.split("=", 3))
                .collect(Collectors.toMap(line -> line[1], line -> line[2]));
        assertThat(Settings.unknown(variables.keySet())).isEmpty();
        assertThat(variables)
                .allSatisfy((name, value) -> assertThat(name).startsWith("MOSAIC_"))
                .containsEntry("MOSAIC_NO_BUILD", "1")
                .containsEntry("MOSAIC_DATA", "/var/lib/" + value("StateDirectory"));
    }

    /** What would end Java, or what it unpacks and runs. */
    @Test
    void itsSandboxLetsJavaAndTheEmbeddedRedisWork() {
        assertThat(lines)
                .isNotEmpty()
                .noneMatch(line -> line.matches("(MemoryDenyWriteExecute|NoExecPaths|NoExecute|DynamicUser)=.*"));
    }

    @Test
    void theReadmeInstallsItWithItsUserAndFolders() throws IOException {
        String commands = String.join("\n", Documented.commands(ROOT.resolve("README.md"), UNIT));
        assertThat(commands)
                .contains("useradd --system --home-dir /var/lib/" + value("StateDirectory"), " " + value("User") + "\n")
                .contains(value("WorkingDirectory") + "/" + UNIT + " /etc/systemd/system/")
                .contains("systemctl enable --now mosaic", "journalctl -u mosaic");
    }

    private String value(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}

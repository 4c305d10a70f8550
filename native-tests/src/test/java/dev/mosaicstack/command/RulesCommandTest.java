package dev.mosaicstack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mosaic rules}: what alerts, for people and for Prometheus, and what is wrong with a file of rules. */
class RulesCommandTest {

    private static final String GOOD = """
            rules:
              - name: MineIsDown
                select: up{job="mine"}
                equals: 0
            without-shipped: [WebhooksSilent]
            """;

    @TempDir
    Path folder;

    private Command mosaic;
    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        mosaic = new Command(folder);
        file = Files.writeString(folder.resolve("rules.yaml"), GOOD);
    }

    @Test
    void theRulesInForceAreShownAndPrometheusLoadsThem() throws IOException {
        Command.Ended shown = mosaic.run("rules");
        assertThat(shown.exitCode()).as(shown.errors()).isZero();
        assertThat(shown.out())
                .contains("ServiceDown", "up == 0", "WebhooksSilent")
                .doesNotContain("MineIsDown");
        Path settings = Files.writeString(folder.resolve("mine.properties"), "mosaic.metrics.rules=" + file);
        assertThat(mosaic.run("rules", "--config", settings.toString()).out())
                .contains("ServiceDown", "MineIsDown")
                .doesNotContain("WebhooksSilent");

        Files.writeString(settings, "mosaic.metrics.shipped-rules=no\nmosaic.metrics.rules=" + file);
        assertThat(mosaic.run("rules", "--config", settings.toString()).out())
                .contains("MineIsDown")
                .doesNotContain("ServiceDown");
        Files.writeString(settings, "mosaic.metrics.shipped-rules=yes");
        assertThat(mosaic.run("rules", "--config", settings.toString()).out()).contains("ServiceDown");

        Command.Ended printed = mosaic.run("rules", "--prometheus", "--file", file.toString());
        Path prometheus = Files.writeString(folder.resolve("mosaic.yaml"), printed.out());
        Path log = folder.resolve("log");
        String promtool =
                Programs.require("promtool", "apt-get install prometheus").toString();
        int code = Programs.run(folder, log, 1, List.of(promtool, "check", "rules", prometheus.toString()));
        assertThat(code).as(Files.readString(log)).isZero();
        assertThat(prometheus).content().contains("alert: \"MineIsDown\"", "alert: \"DiskAlmostFull\"");
    }

    @Test
    void whatIsWrongWithAFileIsSaidWithItsLines() throws IOException {
        assertThat(mosaic.run("rules", "--check", "--file", file.toString()))
                .isEqualTo(new Command.Ended(0, file + ": good, 1 rules\n", ""));

        Files.writeString(file, GOOD.replace("equals", "equls").replace("Webhooks", "Webhook"));
        Command.Ended checked = mosaic.run("rules", "--check", "--file", file.toString());
        assertThat(checked.exitCode()).isEqualTo(1);
        assertThat(checked.errors().lines())
                .anySatisfy(
                        line -> assertThat(line).isEqualTo(file + ":4: equls means nothing here: did you mean equals?"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":5: without-shipped has WebhookSilent"));
        assertThat(mosaic.run("rules", "--file", file.toString()).exitCode()).isEqualTo(1);
    }
}

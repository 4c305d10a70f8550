package dev.mosaicstack.functions.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsChecksTest {

    @TempDir
    Path folder;

    @AfterEach
    void forgetTheFile() {
        System.clearProperty("mosaic.config");
    }

    @Test
    void whatTheStartWouldRefuseIsSaidEachInALine() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), """
                rules:
                  - name: A
                    select: up
                  - name: B
                    select: up
                    equals: much
                """);
        assertThat(findings("""
                mosaic.metrics.targets.shop.kind=http
                mosaic.metrics.targets.shop.url=shop
                mosaic.metrics.history=up{
                mosaic.metrics.rules=%s
                """.formatted(rules)))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(Finding.Level.FAIL))
                .extracting(Finding::says)
                .satisfiesExactly(
                        says -> assertThat(says).startsWith("mosaic.metrics.targets.shop.url is not http"),
                        says -> assertThat(says).startsWith(rules + ":3: select is compared with nothing"),
                        says -> assertThat(says).startsWith(rules + ":6: equals is no number"),
                        says -> assertThat(says).startsWith("mosaic.metrics.history: a selector"));
    }

    @Test
    void aMisspeltSettingAndOneOfTheWrongTypeAreSaid() throws IOException {
        assertThat(findings("mosaic.metrics.intervall=PT5S\n"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.says()).contains("mosaic.metrics.intervall"));
        assertThat(findings("mosaic.metrics.interval=soon\n"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.says()).contains("mosaic.metrics.interval is \"soon\""));
    }

    @Test
    void whereAllIsGoodItSaysWhatThereIs() throws IOException {
        assertThat(findings("")).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.OK);
            assertThat(finding.says()).startsWith("2 targets, ");
        });
    }

    private List<Finding> findings(String properties) throws IOException {
        Path file = Files.writeString(folder.resolve("mosaic.properties"), properties);
        return new MetricsChecks(Setup.of(folder, file, new Environment(Map.of()))).all();
    }
}

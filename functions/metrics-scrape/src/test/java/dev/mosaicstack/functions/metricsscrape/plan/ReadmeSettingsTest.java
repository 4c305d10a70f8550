package dev.mosaicstack.functions.metricsscrape.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's tables of settings are those that there are. */
class ReadmeSettingsTest {

    private static final Path README =
            Path.of(System.getProperty("mosaic.root", "../.."), "functions/metrics-scrape/README.md");

    @Test
    void theReadmeHasEverySettingAndNoOther() throws IOException {
        Set<String> listed = new TreeSet<>();
        String prefix = null;
        for (String line : Files.readString(README).lines().toList()) {
            if (line.startsWith("| `mosaic.metrics.")) {
                prefix = line.substring("| `mosaic.metrics.".length(), line.indexOf('`', 3))
                        .replace("<name>", "*");
            } else if (!line.startsWith("|")) {
                prefix = null;
            } else if (prefix != null) {
                String begin = prefix;
                Pattern.compile("`([^`]+)`")
                        .matcher(line.substring(0, line.indexOf('|', 1)))
                        .results()
                        .forEach(name -> listed.add(begin + name.group(1)));
            }
        }
        assertThat(listed).isEqualTo(new TreeSet<>(UnknownSettings.KNOWN));
    }
}

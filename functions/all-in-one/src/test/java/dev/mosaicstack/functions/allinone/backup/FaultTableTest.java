package dev.mosaicstack.functions.allinone.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who has lost everything looks up there what went wrong: it is what the code says. */
class FaultTableTest {

    private static final Path README =
            Path.of(System.getProperty("mosaic.root", "../.."), "functions/backup-trigger/README.md");

    @Test
    void theReadmeHasEveryCodeWithItsExitCodeAndItsMendAndNoOther() throws IOException {
        List<String> rows = Pattern.compile("^\\| `[A-Z]+(_[A-Z]+)*` \\| \\d+ \\|.*\\|$", Pattern.MULTILINE)
                .matcher(Files.readString(README))
                .results()
                .map(row -> row.group())
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Fault.values())
                        .map(fault -> "| `%s` | %d | %s |".formatted(fault, ExitCode.of(fault), fault.mend()))
                        .toList());
    }
}

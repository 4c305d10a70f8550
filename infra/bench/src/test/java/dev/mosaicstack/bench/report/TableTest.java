package dev.mosaicstack.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.bench.figure.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

    @Test
    void aGoalThatIsMissedIsSaidPlainly() {
        String markdown = new Table("speed", "what", "rate")
                .row(Goal.atLeast(0.35, 0.34), "ours", "34/s")
                .row("theirs", "100/s")
                .note("On one machine.")
                .markdown();
        assertThat(markdown)
                .contains("| what | rate | goal |  |\n|---|---|---|---|\n")
                .contains("| ours | 34/s | >= 0.35 | **not met** |\n")
                .contains("| theirs | 100/s |  |  |\n\nOn one machine.\n");
    }

    @Test
    void oneGoalOfTwoIsNotEnough() {
        assertThat(Goal.atLeast(1, 2).and(Goal.atMost(25, " ms", 26)).met()).isFalse();
        assertThat(Goal.atLeast(1, 2).and(Goal.atMost(25, " ms", 25)).met()).isTrue();
    }

    @Test
    void aRowHasAsManyCellsAsThereAreColumns() {
        var table = new Table("speed", "what", "rate");
        assertThatThrownBy(() -> table.row("ours")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFigureOfSeveralRoundsShowsWhereTheyLay() {
        assertThat(Text.rate(new Rounds(List.of(1000.0, 3000.0, 2000.0)))).isEqualTo("2,000/s (1,000 to 3,000)");
        assertThat(Text.rate(new Rounds(List.of(1000.0)))).isEqualTo("1,000/s");
    }

    @Test
    void theNewestResultsComeFirst(@TempDir Path root) throws Exception {
        Path file = Files.createDirectories(root.resolve("infra/bench")).resolve("RESULTS.md");
        Files.writeString(file, "# Results\n\nHow to read them.\n\n## old\n\nslow\n");
        Results.of(root).add("## new\n\nfast\n\n");
        assertThat(file).hasContent("# Results\n\nHow to read them.\n\n## new\n\nfast\n\n## old\n\nslow\n");
    }
}

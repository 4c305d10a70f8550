package dev.mosaicstack.functions.backuptrigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreRootTest {

    @TempDir
    Path folder;

    @Test
    void aTargetIsBelowTheRootWhetherThatIsThereYetOrNot() throws Exception {
        Path root = folder.resolve("restored");
        assertThat(resolve("monday/db")).isEqualTo(root.resolve("monday/db"));
        Files.createDirectories(root.resolve("monday"));
        Files.createSymbolicLink(root.resolve("newest"), Path.of("monday"));
        assertThat(resolve("newest/db")).isEqualTo(root.toRealPath().resolve("monday/db"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/etc", "..", "../out", "a/../../out", "a/../b", ".", " ", "out", "out/a", "dangling/a", "a\0"})
    void nothingLeadsOut(String target) throws Exception {
        Path root = Files.createDirectories(folder.resolve("restored"));
        Files.createSymbolicLink(root.resolve("out"), folder);
        Files.createSymbolicLink(root.resolve("dangling"), folder.resolve("nothing"));
        assertThatThrownBy(() -> resolve(target)).isInstanceOf(Refusal.Invalid.class);
    }

    private Path resolve(String target) {
        var check = new Check();
        Path path = new RestoreRoot(folder.resolve("restored")).resolve(check, target);
        check.done();
        return path;
    }
}

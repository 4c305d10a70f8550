package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void withoutSymbolicLinks() throws Exception {
        folder = temporary.toRealPath();
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws Exception {
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        Files.createSymbolicLink(folder.resolve("link"), folder);
        Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nothing"));
        refused(folder.toString(), Fault.TARGET_NOT_EMPTY, " is not empty: it has ");
        refused(folder.resolve("link").toString(), Fault.TARGET_NOT_EMPTY, " is not empty: it has ");
        refused(mine.toString(), Fault.TARGET_NOT_EMPTY, mine + " is there and is no folder");
        refused(mine.resolve("below").toString(), Fault.TARGET_UNWRITABLE, "cannot make ");
        refused(folder.resolve("dangling/below").toString(), Fault.TARGET_UNWRITABLE, "dangling");
        refused("here", Fault.TARGET_UNWRITABLE, "here is no absolute path");
        refused("/", Fault.TARGET_NOT_EMPTY, "/ is not empty");
        assertThat(mine).hasContent("mine");
    }

    @Test
    void whatAppearsMeanwhileIsNotOverwrittenEither() throws Exception {
        Target late = begun("late");
        Files.writeString(Files.createDirectories(late.path()).resolve("mine"), "mine");
        assertThatThrownBy(late::finish).satisfies(failed(Fault.TARGET_NOT_EMPTY, "what was restored is in "));
        assertThat(late.path().resolve("mine")).hasContent("mine");
        assertThat(late.partial().resolve("restored")).hasContent("restored");

        Files.createDirectory(folder.resolve("disk"));
        Target disk = begun("disk");
        Files.writeString(disk.path().resolve("restored"), "mine");
        assertThatThrownBy(disk::finish).satisfies(failed(Fault.TARGET_NOT_EMPTY, "restored is there by now"));
        assertThat(disk.path().resolve("restored")).hasContent("mine");
    }

    @Test
    void itAppearsOnceItIsWhole() throws Exception {
        Target target = begun("new/below");
        assertThat(target.path()).doesNotExist();
        target.finish();
        assertThat(target.path().resolve("restored")).hasContent("restored");
        assertThat(target.partial()).doesNotExist();
    }

    private Target begun(String name) throws Exception {
        Target target = Target.of(folder.resolve(name).toString(), "run");
        target.begin();
        Files.writeString(target.partial().resolve("restored"), "restored");
        return target;
    }

    private static void refused(String target, Fault fault, String words) {
        assertThatThrownBy(() -> Target.of(target, "run").begin()).satisfies(failed(fault, words));
    }

    private static Consumer<Throwable> failed(Fault fault, String words) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(Failure.class).hasMessageContaining(words);
            assertThat(((Failure) thrown).fault()).isEqualTo(fault);
        };
    }
}

package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HookTest {

    @TempDir
    Path folder;

    private Path diary;
    private Rig rig;

    @BeforeEach
    void aPolicyThatWritesDown() {
        diary = folder.resolve("diary");
        rig = Rig.in(folder)
                .with("before", writes("before all"))
                .with("after", writes("after all: $MOSAIC_BACKUP_RESULT"))
                .with("sources.numbers.kind", "command")
                .with("sources.numbers.before", writes("before $MOSAIC_BACKUP_SOURCE"))
                .with("sources.numbers.after", writes("after $MOSAIC_BACKUP_SOURCE: $MOSAIC_BACKUP_RESULT"))
                .with("sources.numbers.command", writes("read") + "; seq 1 3");
    }

    private String writes(String line) {
        return "echo \"" + line + "\" >> " + diary;
    }

    private List<String> diary() throws IOException {
        List<String> lines = Files.readAllLines(diary);
        Files.delete(diary);
        return lines;
    }

    @Test
    void commandsRunAroundAllSourcesAndAroundEach() throws Exception {
        assertThat(run().cause()).isNull();
        assertThat(diary())
                .containsExactly(
                        "before all", "before numbers", "read", "after numbers: succeeded", "after all: succeeded");
        rig.with("sources.numbers.before", "echo no luck >&2; exit 3");
        assertThat(run().cause().detail()).isEqualTo("numbers: the command before ended with 3: no luck");
        assertThat(diary()).containsExactly("before all", "after numbers: failed", "after all: failed");
        rig.with("before", "exit 4");
        Failure failure = catchThrowableOfType(Failure.class, this::run);
        assertThat(failure.cause().code()).isEqualTo("HOOK_FAILED");
        assertThat(diary()).containsExactly("after all: failed");
    }

    @Test
    void aCommandMayLeaveAServiceRunning() throws Exception {
        rig.with("after", "sleep 50 & echo $! >> " + diary);
        long begin = System.nanoTime();
        assertThat(run().cause()).isNull();
        long seconds = java.time.Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        long service = Long.parseLong(diary().getLast());
        assertThat(ProcessHandle.of(service)).isPresent();
        ProcessHandle.of(service).ifPresent(ProcessHandle::destroy);
        assertThat(seconds).isLessThan(30);
    }

    @Test
    void aCommandThatFailsAfterwardsHidesNeitherWhatWasDoneNorWhatWentWrongBefore() throws Exception {
        rig.with("after", "echo cannot tell >&2; exit 5");
        Outcome outcome = run();
        assertThat(outcome.parts().getFirst().cause()).isNull();
        assertThat(outcome.parts().getFirst().snapshotId()).isNotNull();
        assertThat(outcome.cause().code()).isEqualTo("HOOK_FAILED");
        assertThat(outcome.cause().detail()).isEqualTo("after: the command after ended with 5: cannot tell");
        rig.with("sources.numbers.command", "echo no paper >&2; exit 1").with("sources.numbers.after", "exit 6");
        outcome = run();
        assertThat(outcome.parts().getFirst().cause().code()).isEqualTo("DUMP_FAILED");
        assertThat(outcome.parts().getFirst().cause().detail())
                .isEqualTo("sh ended with 1: no paper; and the command after ended with 6 and said nothing");
    }

    @Test
    void theCommandsAfterwardsRunAlsoWhereTheRunIsStopped() throws Exception {
        rig.with("sources.numbers.command", writes("read") + "; exec sleep 600");
        Work work = rig.work(Kind.BACKUP);
        Thread.ofVirtual().start(() -> {
            await().until(() -> Files.exists(diary) && Files.readString(diary).contains("read"));
            work.programs().stop(new Failure(Fault.STOPPED, "enough"));
        });
        Outcome stopped = new BackupJob(History.NONE).run(work);
        assertThat(stopped.cause().code()).isEqualTo("STOPPED");
        assertThat(stopped.cause().detail()).isEqualTo("numbers: enough");
        assertThat(diary()).endsWith("after numbers: failed", "after all: failed");
        assertThat(Story.filesIn(work.folder())).isEmpty();
        rig.with("sources.numbers.command", "seq 1 3");
        assertThat(run().cause()).isNull();
        assertThat(rig.snapshots()).hasSize(1);
    }

    private Outcome run() throws Failure {
        return new BackupJob(History.NONE).run(rig.work(Kind.BACKUP));
    }
}

package dev.mosaicstack.functions.backuptrigger.proof;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.run.BackupJob;
import dev.mosaicstack.functions.backuptrigger.run.History;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** Backs the only source of a rig up, restores its dump with plain restic, and proves it. */
final class DatabaseDrill {

    private final Rig rig;

    DatabaseDrill(Rig rig) {
        this.rig = rig;
    }

    Part backUp() throws Failure {
        return new BackupJob(History.NONE).run(rig.work(Kind.BACKUP)).parts().getFirst();
    }

    /** The dump as it is in the newest snapshot. */
    Path restored(String fileName) {
        Path target = rig.folder().resolve("restored");
        rig.restic("restore", "latest", "--target", target.toString());
        return target.resolve(fileName);
    }

    String prove(Path dump, Sums taken) throws Failure {
        return Proofs.of(rig.plan().sources().getFirst()).prove(rig.work(Kind.DRILL), dump, taken);
    }

    /** Proves, and is told to stop as soon as there is a scratch database. @return what it says then */
    Failure stopped(Path dump, Sums taken, Callable<Boolean> scratchIsThere) {
        Work work = rig.work(Kind.DRILL);
        var proof = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                Failure.class, () -> Proofs.of(rig.plan().sources().getFirst()).prove(work, dump, taken)));
        Awaitility.await("a scratch database")
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(30))
                .until(scratchIsThere);
        work.programs().stop(new Failure(Fault.STOPPED, "told to"));
        return proof.join();
    }

    /** One text for another of the same length: what a disk or a person may do to it. */
    static Path tampered(Path dump, String from, String to) throws IOException {
        String text = Files.readString(dump, StandardCharsets.ISO_8859_1);
        if (!text.contains(from) || from.length() != to.length()) {
            throw new IllegalArgumentException(from + " is not in " + dump);
        }
        return Files.writeString(dump.resolveSibling("tampered"), text.replace(from, to), StandardCharsets.ISO_8859_1);
    }
}

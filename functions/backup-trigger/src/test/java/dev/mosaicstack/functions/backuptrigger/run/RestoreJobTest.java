package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreJobTest {

    @TempDir
    Path folder;

    private Path source;
    private Path target;
    private Rig rig;

    @BeforeEach
    void twoSources() throws Exception {
        source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("a"), "first");
        Files.writeString(source.resolve("b"), "b");
        target = folder.resolve("target");
        rig = Rig.in(folder)
                .with("sources.files.kind", "files")
                .with("sources.files.paths", source.toString())
                .with("sources.numbers.kind", "command")
                .with("sources.numbers.command", "seq 1 3")
                .with("sources.numbers.file-name", "numbers.txt");
        assertThat(new BackupJob(History.NONE).run(rig.work(Kind.BACKUP)).cause())
                .isNull();
    }

    @Test
    void oneSnapshotGoesStraightIntoTheTargetAndSeveralSourcesIntoAFolderEach() throws Exception {
        String id = rig.snapshots().stream()
                .filter(snapshot -> "files".equals(snapshot.source()))
                .findFirst()
                .orElseThrow()
                .shortId();
        Outcome one = restore(order(id, target));
        assertThat(one.parts()).extracting(Part::snapshotId).containsExactly(id);
        assertThat(below(target, source.resolve("a"))).hasContent("first");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rwx------");

        // As on a new disk.
        Path disk = Files.createDirectories(folder.resolve("disk/lost+found")).getParent();
        Path link = Files.createSymbolicLink(folder.resolve("by-link"), disk);
        restore(order("latest", link));
        assertThat(below(disk.resolve("files"), source.resolve("b"))).hasContent("b");
        assertThat(disk.resolve("numbers/numbers.txt")).hasContent("1\n2\n3");
        assertThat(partials()).isEmpty();

        assertThatThrownBy(() -> restore(order("latest", target)))
                .satisfies(failed(Fault.TARGET_NOT_EMPTY, target + " is not empty"));
    }

    @Test
    void aLinkThatAppearsAfterACallWasLookedAtLeadsNowhere() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        Path root = Files.createDirectory(folder.toRealPath().resolve("restored"));
        Files.createSymbolicLink(root.resolve("earlier"), out);
        var order = new Order(
                "call", List.of(), "latest", root.resolve("earlier/new").toString(), List.of());
        assertThatThrownBy(() -> restore(order)).satisfies(failed(Fault.TARGET_UNWRITABLE, "symbolic link"));
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void onlyWhatIsAskedForIsRestoredAndAskingForNothingThatIsThereFails() throws Exception {
        restore(new Order(
                "call",
                List.of("files"),
                "latest",
                target.toString(),
                List.of(source.resolve("b").toString())));
        assertThat(below(target, source.resolve("b"))).hasContent("b");
        assertThat(below(target, source.resolve("a"))).doesNotExist();

        Path other = folder.resolve("other");
        var nothing = new Order("call", List.of("files"), "latest", other.toString(), List.of("/no/such"));
        assertThatThrownBy(() -> restore(nothing))
                .satisfies(failed(Fault.SNAPSHOT_UNKNOWN, "nothing in it is of /no/such"));
        assertThatThrownBy(() -> restore(order("0123456789", other)))
                .satisfies(failed(Fault.SNAPSHOT_UNKNOWN, "no snapshot 0123456789 of policy nightly"));
        assertThat(other).doesNotExist();
        assertThat(partials()).isEmpty();
    }

    @Test
    void aRestoreThatIsStoppedLeavesNoTarget() throws Exception {
        // Stopped as soon as restic has begun to write.
        Work work = rig.work(Kind.RESTORE, order("latest", target));
        var stopper = new AtomicReference<>(Thread.ofPlatform().start(() -> {
            while (partials().isEmpty() && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            work.programs().stop(new Failure(Fault.STOPPED, "it was told to stop"));
        }));
        try {
            assertThatThrownBy(() -> new RestoreJob(History.NONE).run(work))
                    .satisfies(failed(Fault.STOPPED, "it was told to stop"));
        } finally {
            stopper.get().interrupt();
            stopper.get().join();
        }
        assertThat(target).doesNotExist();
        assertThat(partials()).isEmpty();
    }

    @Test
    void whatCanBeRestoredOfADamagedRepositoryIsKeptBesideTheTarget() throws Exception {
        try (Stream<Path> all = Files.walk(rig.repository().resolve("data"))) {
            for (Path pack : all.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(pack);
                // The first blob of it.
                bytes[3] ^= 1;
                pack.toFile().setWritable(true);
                Files.write(pack, bytes);
            }
        }
        var files = new Order("call", List.of("files"), "latest", target.toString(), List.of());
        assertThatThrownBy(() -> restore(files)).satisfies(thrown -> {
            assertThat(((Failure) thrown).fault()).isEqualTo(Fault.REPOSITORY_DAMAGED);
            assertThat(thrown).hasMessageContaining("what could be restored is in " + target + ".partial-");
        });
        assertThat(target).doesNotExist();
    }

    private Outcome restore(Order order) throws Failure {
        return new RestoreJob(History.NONE).run(rig.work(Kind.RESTORE, order));
    }

    private static Order order(String snapshot, Path target) {
        return new Order("command", List.of(), snapshot, target.toString(), List.of());
    }

    private static Path below(Path target, Path file) {
        return target.resolve(file.toString().substring(1));
    }

    private List<String> partials() {
        String[] names = folder.toFile().list();
        return Arrays.stream(names).filter(name -> name.contains(".partial-")).toList();
    }

    private static java.util.function.Consumer<Throwable> failed(Fault fault, String words) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(Failure.class).hasMessageContaining(words);
            assertThat(((Failure) thrown).fault()).isEqualTo(fault);
        };
    }
}

package dev.mosaicstack.functions.backuptrigger.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder stands for the source, another for what was restored of it; what the snapshot has is what the source had. */
class ComparisonTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05.123456789Z");

    /** Of this host, as the kernel has them. */
    private static final Path LOCKS = Path.of("/proc/locks");

    @TempDir
    Path folder;

    private Path source;
    private Path restored;
    private List<Node> snapshot;

    @BeforeEach
    void aSourceThatWasRestored() throws IOException {
        source = folder.resolve("source");
        restored = folder.resolve("restored");
        for (Path root : List.of(source, restored.resolve(source.toString().substring(1)))) {
            Files.createDirectories(root.resolve("sub/ü"));
            write(root.resolve("sub/a"), "a");
            write(root.resolve("sub/ü/line\n\"feed\""), "bb");
            write(root.resolve("empty"), "");
            write(root.resolve("large"), random(3_000_001));
            Files.createSymbolicLink(root.resolve("link"), Path.of("sub/a"));
            for (String each : List.of("link", "sub/ü", "sub", "")) {
                touch(root.resolve(each));
            }
        }
        snapshot = list();
    }

    @Test
    void whatIsTheSameIsCountedAndComparedWithTheSource() throws Exception {
        Comparison.Result same = compare();
        assertThat(same).isEqualTo(new Comparison.Result(4, 3 + 3_000_001, 4, 0));
    }

    @Test
    void aFileThatIsOursStaysLocked() throws Exception {
        Path ours = source.resolve("sub/a");
        long inode = (long) Files.getAttribute(ours, "unix:ino");
        String lock = "POSIX .* WRITE " + ProcessHandle.current().pid() + " [0-9a-f:]+:" + inode + " ";
        try (FileChannel channel = FileChannel.open(ours, StandardOpenOption.WRITE)) {
            channel.lock();
            assertThat(Files.readString(LOCKS)).containsPattern(lock);
            assertThat(compare().compared()).isEqualTo(3);
            assertThat(Files.readString(LOCKS)).containsPattern(lock);
        }
        assertThat(compare().compared()).isEqualTo(4);
    }

    @Test
    void whatIsMissingOrTooMuchIsNamed() throws Exception {
        Files.delete(there("sub/a"));
        Files.writeString(there("sub/ü/more"), "x");
        touch(there("sub/ü"));
        touch(there("sub"));
        assertThatThrownBy(this::compare)
                .hasMessageStartingWith("2 differences: ")
                .hasMessageContaining("sub/a is in the snapshot and was not restored")
                .hasMessageContaining("sub/ü/more was restored and is not in the snapshot");
    }

    @Test
    void anotherSizeTimeTypeOrTargetIsNamed() throws Exception {
        write(there("empty"), "no more");
        Files.setLastModifiedTime(there("sub/a"), FileTime.from(LONG_AGO.plusSeconds(1)));
        Files.delete(there("link"));
        Files.createSymbolicLink(there("link"), Path.of("sub/b"));
        touch(there("link"));
        Files.delete(there("large"));
        Files.createDirectory(there("large"));
        touch(there(""));
        assertThatThrownBy(this::compare)
                .hasMessageStartingWith("4 differences: ")
                .hasMessageContaining("empty has 7 bytes, and 0 in the snapshot")
                .hasMessageContaining("sub/a is of 2026-01-02T03:04:06.123456789Z, and 2026-01-02T03:04:05.123456789Z")
                .hasMessageContaining("link points to sub/b and not to sub/a")
                .hasMessageContaining("large is a dir, and a file in the snapshot");
    }

    @Test
    void oneOtherByteIsFoundThoughSizeAndTimeAreTheSame() throws Exception {
        String bytes = random(70_000_001);
        write(source.resolve("large"), bytes);
        write(there("large"), bytes.substring(0, bytes.length() - 1) + "x");
        snapshot = list();
        assertThat(bytes).doesNotEndWith("x");
        assertThatThrownBy(this::compare)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.cause().code()).isEqualTo("DRILL_MISMATCH"))
                .hasMessageStartingWith("1 difference: ")
                .hasMessageContaining("large has other bytes than the source");
    }

    @Test
    void aSourceThatHasChangedOrIsGoneIsNotCompared() throws Exception {
        Files.writeString(source.resolve("sub/a"), "b");
        Files.writeString(source.resolve("empty"), "longer");
        Files.delete(source.resolve("large"));
        assertThat(compare().compared()).isEqualTo(1);
    }

    @Test
    void whatWasWrittenToAfterTheSnapshotWasTakenIsNotCompared() throws Exception {
        assertThat(comparison(LONG_AGO).of(this::read).compared()).isZero();
    }

    @Test
    void namesThatAreNoUtf8AreFound() throws Exception {
        String odd = "odd\uFFFD\uFFFD";
        for (Path root : List.of(source, there(""))) {
            var made = new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'odd\\377\\376')\"")
                    .directory(root.toFile())
                    .start();
            assertThat(made.waitFor()).isZero();
            for (Path each : Names.named(root, odd)) {
                touch(each);
            }
            touch(root);
        }
        snapshot = list();
        assertThat(snapshot).anyMatch(node -> node.name().equals(odd));
        assertThat(compare().compared()).isEqualTo(5);
        Files.delete(Names.named(there(""), odd).getFirst());
        touch(there(""));
        assertThatThrownBy(this::compare).hasMessageContaining(odd + " is in the snapshot and was not restored");
    }

    private Comparison.Result compare() throws Failure {
        return comparison(Instant.now()).of(this::read);
    }

    private void read(Nodes.Reader reader) throws Failure {
        for (Node node : snapshot) {
            reader.node(node);
        }
    }

    private Comparison comparison(Instant taken) {
        return new Comparison(restored, taken, () -> false, files -> {});
    }

    private Path there(String name) {
        return restored.resolve(source.resolve(name).toString().substring(1));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        touch(file);
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void touch(Path path) throws IOException {
        var view = Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setTimes(FileTime.from(LONG_AGO), null, null);
    }

    /** As restic lists it. */
    private List<Node> list() throws IOException {
        List<Node> nodes = new ArrayList<>();
        for (Path above = source.getParent(); above.getParent() != null; above = above.getParent()) {
            // Others write to the folders above, too.
            Status there = Status.of(restored.resolve(above.toString().substring(1)));
            nodes.addFirst(new Node(there.type(), above.toString(), 0, there.modified(), Instant.EPOCH, ""));
        }
        list(source, nodes);
        return nodes;
    }

    private static void list(Path path, List<Node> nodes) throws IOException {
        nodes.add(node(path));
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (var entries = Files.list(path)) {
                for (Path entry : entries.sorted().toList()) {
                    list(entry, nodes);
                }
            }
        }
    }

    private static Node node(Path path) {
        Status status = Status.of(path);
        String name = path.getParent() + "/" + Names.text(path);
        long size = status.type() == Node.Type.FILE ? status.size() : 0;
        return new Node(status.type(), name.replace("//", "/"), size, status.modified(), status.changed(), "");
    }
}

package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.testkit.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitBackupTest {

    @TempDir
    Path folder;

    private Path repository;
    private Story story;

    @BeforeEach
    void aRepository() throws Exception {
        Programs.require("git", "apt-get install git");
        repository = folder.resolve("a repo");
        story = new Story(
                Rig.in(folder).with("sources.code.kind", "git").with("sources.code.repository", repository.toString()));
        git(folder, "init", "-q", "-b", "trunk", repository.toString());
        commit("first");
        git(repository, "tag", "-a", "v1", "-m", "the first");
        git(repository, "branch", "calm");
        commit("second");
    }

    private void commit(String text) throws IOException {
        Files.writeString(repository.resolve("file"), text);
        git(repository, "add", "file");
        git(repository, "commit", "-q", "-m", text);
    }

    @Test
    void aRepositoryThatGetsCommitsAllTheTimeComesBackWithAllItsBranches() throws Exception {
        var commits = new AtomicLong();
        var enough = new AtomicBoolean();
        var writer = CompletableFuture.runAsync(() -> {
            String tree = git(repository, "rev-parse", "HEAD^{tree}").strip();
            while (!enough.get()) {
                String tip = git(repository, "rev-parse", "trunk").strip();
                String next = git(repository, "commit-tree", "-p", tip, "-m", "c" + commits, tree)
                        .strip();
                git(repository, "update-ref", "refs/heads/trunk", next);
                commits.incrementAndGet();
            }
        });
        Part part;
        try {
            part = story.good();
        } finally {
            enough.set(true);
            writer.join();
        }
        assertThat(commits.get()).as("commits during the backup").isGreaterThan(5);
        Path bundle = story.restored(part);
        assertThat(story.proven(bundle, part)).isEqualTo("a clone with 3 refs, as dumped");
        git(folder, "clone", "-q", bundle.toString(), folder.resolve("clone").toString());
        assertThat(git(folder.resolve("clone"), "branch", "-r", "--format=%(refname:short)"))
                .contains("origin/trunk", "origin/calm");
        assertThat(git(folder.resolve("clone"), "symbolic-ref", "--short", "HEAD"))
                .isEqualTo("trunk\n");
        assertThat(git(folder.resolve("clone"), "describe", "trunk")).startsWith("v1-");
    }

    @Test
    void aBundleThatIsNotWhatWasDumpedIsFound() throws Exception {
        Part part = story.good();
        Path bundle = story.restored(part);
        byte[] good = Files.readAllBytes(bundle);
        String text = new String(good, StandardCharsets.ISO_8859_1);
        Files.write(bundle, text.replace("refs/heads/calm", "refs/heads/wild").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(story.disproven(bundle, part)).contains("refs has other contents");
        byte[] bad = good.clone();
        bad[bad.length - 40] ^= 1;
        Files.write(bundle, bad);
        assertThat(story.disproven(bundle, part)).startsWith("the restored bundle cannot be used, says git: ");
        Files.write(bundle, good);
        var other = new Sums(part.sums().sha256(), part.sums().bytes(), List.of(new Sums.Table("refs", 4, "")));
        Part less = new Part(
                part.source(), part.kind(), part.snapshotId(), null, null, null, null, null, other, null, null);
        assertThat(story.disproven(bundle, less)).isEqualTo("list of refs has 3 refs instead of 4");
    }

    @Test
    void whatIsNoWholeRepositoryLeavesNoSnapshot() throws Exception {
        Path shallow = folder.resolve("shallow");
        git(folder, "clone", "-q", "--depth", "1", repository.toUri().toString(), shallow.toString());
        assertThat(refused(shallow, "SOURCE_REFUSED")).contains("is a shallow clone, which lacks history");
        Path empty = folder.resolve("empty.git");
        git(folder, "init", "-q", "--bare", empty.toString());
        assertThat(refused(empty, "SOURCE_REFUSED"))
                .isEqualTo(empty + " has no branch and no tag: there is nothing in it yet");
        // A repository above it is not meant.
        Path inside = Files.createDirectory(repository.resolve("inside"));
        assertThat(refused(inside, "SOURCE_MISSING")).isEqualTo("there is no git repository in " + inside);
        Path gone = folder.resolve("gone");
        assertThat(refused(gone, "SOURCE_MISSING")).startsWith(gone + " does not exist");
        Path broken = folder.resolve("broken.git");
        git(folder, "clone", "-q", "--mirror", repository.toString(), broken.toString());
        Files.writeString(broken.resolve("refs/heads/torn"), "");
        assertThat(refused(broken, "SOURCE_REFUSED")).contains("ignoring broken ref refs/heads/torn");
        Files.delete(broken.resolve("refs/heads/torn"));
        Path pack = Story.filesIn(broken.resolve("objects")).stream()
                .filter(file -> file.toString().matches(".*\\.pack|.*/[0-9a-f]{2}/[0-9a-f]{38}"))
                .findFirst()
                .orElseThrow();
        Files.delete(pack);
        assertThat(refused(broken, "DUMP_FAILED")).startsWith("git ended with 128: ");
        assertThat(story.rig().snapshots()).isEmpty();
    }

    private String refused(Path source, String code) throws Exception {
        story.rig().with("sources.code.repository", source.toString());
        return story.refused(code);
    }

    @Test
    void aBareRepositoryOfAnotherUserComesBackToo() throws Exception {
        Path bare = folder.resolve("bare.git");
        git(folder, "clone", "-q", "--mirror", repository.toString(), bare.toString());
        Files.setOwner(
                bare, bare.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        story.rig().with("sources.code.repository", bare.toString());
        Part part = story.good();
        assertThat(story.proven(story.restored(part), part)).isEqualTo("a clone with 3 refs, as dumped");
    }

    private static String git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "gc.auto=0"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(command.toString()).isZero();
            return out;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

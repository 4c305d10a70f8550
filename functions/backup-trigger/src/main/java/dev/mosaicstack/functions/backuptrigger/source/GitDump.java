package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Git;
import dev.mosaicstack.functions.backuptrigger.tool.GitRefs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle of all refs of a git repository, as {@code git bundle} makes it, but for one thing: that leaves out, without a
 * word, a branch that gets a commit while it works. So the refs are read once and the pack is made of those
 * (gitformat-bundle(5): refs, an empty line, a pack).
 */
record GitDump(Source.Git source) implements Dump {

    private record Bundle(ProgramDump pack, InputStream stream, GitRefs refs) implements Flow {

        @Override
        public List<Sums.Table> finish() throws Failure {
            pack.finish();
            return List.of(refs.sum());
        }

        @Override
        public void close() {
            pack.close();
        }
    }

    @Override
    public String fileName() {
        return source.name() + ".bundle";
    }

    @Override
    public Flow open(Work work) throws Failure {
        Path inside = source.repository().resolve(".git");
        var git = new Git(work.programs(), Files.exists(inside) ? inside : source.repository());
        String format = format(git);
        GitRefs refs = GitRefs.of(git);
        if (refs.lines().isEmpty()) {
            throw new Failure(
                    Fault.SOURCE_REFUSED,
                    source.repository() + " has no branch and no tag: there is nothing in it yet");
        }
        String head = head(git, refs);
        byte[] header = header(format, refs, head).getBytes(StandardCharsets.UTF_8);
        ProgramDump pack = new ProgramDump(pack(git, refs, head));
        return new Bundle(pack, new SequenceInputStream(new ByteArrayInputStream(header), pack.stream()), refs);
    }

    /** @return how its ids are made: sha1 or sha256 */
    private String format(Git git) throws Failure {
        Path repository = source.repository();
        if (!Files.isDirectory(repository)) {
            throw new Failure(Fault.SOURCE_MISSING, repository + " does not exist, or is no folder");
        }
        Git.Answer answer = git.ask("rev-parse", "--is-shallow-repository", "--show-object-format");
        if (answer.exit() != 0) {
            boolean none = answer.said().contains("not a git repository");
            throw new Failure(
                    none ? Fault.SOURCE_MISSING : Fault.SOURCE_REFUSED,
                    none ? "there is no git repository in " + repository : repository + ": " + answer.words());
        }
        List<String> lines = answer.out().lines().toList();
        if (lines.getFirst().equals("true")) {
            throw new Failure(
                    Fault.SOURCE_REFUSED,
                    repository + " is a shallow clone, which lacks history: git fetch --unshallow completes it");
        }
        return lines.get(1);
    }

    /** What is checked out, so that a clone checks it out too; null where that has no commit yet. */
    private static String head(Git git, GitRefs refs) throws Failure {
        Git.Answer branch = git.ask("symbolic-ref", "--quiet", "HEAD");
        if (branch.exit() == 0) {
            return refs.idOf(branch.out().strip());
        }
        Git.Answer commit = git.ask("rev-parse", "--verify", "--quiet", "HEAD");
        return commit.exit() == 0 ? commit.out().strip() : null;
    }

    private static String header(String format, GitRefs refs, String head) {
        var header = new StringBuilder(
                format.equals("sha1") ? "# v2 git bundle\n" : "# v3 git bundle\n@object-format=" + format + "\n");
        refs.lines().forEach(line -> header.append(line).append('\n'));
        if (head != null) {
            header.append(head).append(" HEAD\n");
        }
        return header.append('\n').toString();
    }

    /** With one thread, so that the same objects become the same bytes, which are stored once. */
    private static Child pack(Git git, GitRefs refs, String head) throws Failure {
        Child pack = git.start(List.of(
                "-c", "pack.threads=1", "pack-objects", "--stdout", "--revs", "--delta-base-offset", "--quiet"));
        try (var in = pack.in()) {
            for (String id : refs.ids()) {
                in.write((id + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (head != null) {
                in.write((head + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return pack;
        } catch (IOException e) {
            // It has ended; how, is told when its output has.
            return pack;
        }
    }
}

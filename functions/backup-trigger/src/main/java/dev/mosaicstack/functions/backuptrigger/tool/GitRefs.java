package dev.mosaicstack.functions.backuptrigger.tool;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.core.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The refs of a repository at one moment. @param lines {@code id name}, sorted by name */
public record GitRefs(List<String> lines) {

    /** What git says where it leaves out a ref that it cannot read, and ends well all the same. */
    private static final String BROKEN = "ignoring broken ref";

    /** @throws Failure {@code SOURCE_REFUSED} where git cannot read all of them */
    public static GitRefs of(Git git) throws Failure {
        Git.Answer answer = git.ask("for-each-ref", "--format=%(objectname) %(refname)");
        if (answer.exit() != 0 || answer.said().contains(BROKEN)) {
            throw new Failure(Fault.SOURCE_REFUSED, "the refs of " + git.folder() + ": " + answer.words());
        }
        return new GitRefs(answer.out().lines().toList());
    }

    /** The id that a ref has here; null where it is not here. */
    public String idOf(String name) {
        return lines.stream()
                .filter(line -> line.endsWith(" " + name))
                .map(GitRefs::id)
                .findFirst()
                .orElse(null);
    }

    public List<String> ids() {
        return lines.stream().map(GitRefs::id).distinct().toList();
    }

    private static String id(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    public Sums.Table sum() {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return new Sums.Table("refs", lines.size(), Sha256.hex(text));
    }
}

package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.run.WorkFolder;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Git;
import dev.mosaicstack.functions.backuptrigger.tool.GitRefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Clones the bundle, as one would who has lost the repository; git makes the id of each object from its content. */
record GitProof(Source.Git source) implements Proof {

    @Override
    public String prove(Work work, Path restored, Sums taken) throws Failure {
        Path scratch = null;
        try {
            scratch = Files.createTempDirectory(work.folder(), "git-");
            return prove(new Git(work.programs(), scratch.resolve("clone")), restored, taken);
        } catch (IOException e) {
            throw new Failure(Fault.TARGET_UNWRITABLE, "no folder can be made in " + work.folder() + ": " + e);
        } finally {
            if (scratch != null) {
                WorkFolder.delete(scratch);
            }
        }
    }

    private static String prove(Git clone, Path restored, Sums taken) throws Failure {
        good(clone.ask(
                "clone",
                "--quiet",
                "--mirror",
                "--template=",
                restored.toString(),
                clone.folder().toString()));
        good(clone.ask("fsck", "--connectivity-only", "--no-dangling"));
        GitRefs refs = GitRefs.of(clone);
        new Counted("list of", "ref", List.of(refs.sum())).compare(taken);
        return "a clone with " + Counted.many(refs.lines().size(), "ref") + (taken == null ? "" : ", as dumped");
    }

    private static void good(Git.Answer answer) throws Failure {
        if (answer.exit() != 0) {
            throw new Failure(Fault.DRILL_MISMATCH, "the restored bundle cannot be used, says git: " + answer.words());
        }
    }
}

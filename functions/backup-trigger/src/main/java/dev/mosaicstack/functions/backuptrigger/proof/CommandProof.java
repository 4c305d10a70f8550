package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import java.nio.file.Path;

/** Nobody but its owner knows what a command's output means: the bytes have to do. */
record CommandProof(Source.Command source) implements Proof {

    @Override
    public String prove(Work work, Path restored, Sums taken) {
        return taken == null
                ? Counted.many(restored.toFile().length(), "byte") + " came back; what was dumped is no longer known"
                : Counted.many(taken.bytes(), "byte") + ", as the command printed them";
    }
}

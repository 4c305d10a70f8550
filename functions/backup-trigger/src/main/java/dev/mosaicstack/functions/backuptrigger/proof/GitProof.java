package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.nio.file.Path;

/** Not yet. */
record GitProof(Source.Git source) implements Proof {

    @Override
    public String prove(Work work, Path restored, Sums taken) throws Failure {
        throw new Failure(Fault.INTERNAL, "not yet");
    }
}

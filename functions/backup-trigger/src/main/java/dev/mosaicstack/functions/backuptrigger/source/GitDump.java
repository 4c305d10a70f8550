package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;

/** A bundle of all refs of a git repository. */
record GitDump(Source.Git source) implements Dump {

    @Override
    public String fileName() {
        return source.name() + "/repository.bundle";
    }

    @Override
    public Flow open(Work work) throws Failure {
        throw new Failure(Fault.INTERNAL, "not yet");
    }
}

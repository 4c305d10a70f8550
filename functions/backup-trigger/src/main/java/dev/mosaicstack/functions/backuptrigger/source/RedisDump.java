package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;

/** An RDB that the server makes for us, as it would for a replica. */
record RedisDump(Source.Redis source) implements Dump {

    @Override
    public String fileName() {
        return source.name() + "/dump.rdb";
    }

    @Override
    public Flow open(Work work) throws Failure {
        throw new Failure(Fault.INTERNAL, "not yet");
    }
}

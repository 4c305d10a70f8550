package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;

/** A copy of an SQLite database that the driver makes in one transaction. */
record SqliteDump(Source.Sqlite source) implements Dump {

    @Override
    public String fileName() {
        return source.name() + "/database.sqlite";
    }

    @Override
    public Flow open(Work work) throws Failure {
        throw new Failure(Fault.INTERNAL, "not yet");
    }
}

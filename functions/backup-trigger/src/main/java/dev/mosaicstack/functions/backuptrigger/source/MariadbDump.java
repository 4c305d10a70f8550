package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;

/** What mariadb-dump writes in one transaction. */
record MariadbDump(Source.Mariadb source) implements Dump {

    @Override
    public String fileName() {
        return source.name() + "/database.sql";
    }

    @Override
    public Flow open(Work work) throws Failure {
        throw new Failure(Fault.INTERNAL, "not yet");
    }
}

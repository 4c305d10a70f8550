package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;

/** What pg_dump writes in its custom format, of one snapshot of the database. */
record PostgresqlDump(Source.Postgresql source) implements Dump {

    @Override
    public String fileName() {
        return source.name() + "/database.pgdump";
    }

    @Override
    public Flow open(Work work) throws Failure {
        throw new Failure(Fault.INTERNAL, "not yet");
    }
}

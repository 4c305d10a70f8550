package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.database.CountedStream;
import dev.mosaicstack.functions.backuptrigger.database.Mariadb;
import dev.mosaicstack.functions.backuptrigger.database.MariadbRows;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.InputStream;
import java.util.List;

/** What mariadb-dump writes in one transaction: InnoDB tables are of one state, and nobody waits for it. */
record MariadbDump(Source.Mariadb source) implements Dump {

    @Override
    public String fileName() {
        return source.name() + ".sql";
    }

    @Override
    public Flow open(Work work) throws Failure {
        var mariadb = new Mariadb(source.server(), work.programs(), work.folder());
        var rows = new MariadbRows();
        Child program = mariadb.dump();
        return new Reading(mariadb, program, rows, new CountedStream(program.out(), rows));
    }

    private record Reading(Mariadb mariadb, Child program, MariadbRows rows, InputStream stream) implements Flow {

        @Override
        public List<Sums.Table> finish() throws Failure {
            mariadb.mustBeWell(program, Fault.DUMP_FAILED);
            if (!rows.completed()) {
                throw new Failure(Fault.DUMP_FAILED, program.name() + " did not say that the dump is whole");
            }
            return rows.tables();
        }

        @Override
        public void close() {
            program.close();
        }
    }
}

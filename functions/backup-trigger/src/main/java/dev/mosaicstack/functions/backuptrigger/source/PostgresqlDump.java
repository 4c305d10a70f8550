package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.database.Postgresql;
import dev.mosaicstack.functions.backuptrigger.database.PostgresqlCount;
import dev.mosaicstack.functions.backuptrigger.database.PostgresqlPrograms;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Tool;
import java.io.InputStream;
import java.util.List;

/** What pg_dump writes in its custom format, of one snapshot of the database, in which the tables are counted, too. */
record PostgresqlDump(Source.Postgresql source) implements Dump {

    @Override
    public String fileName() {
        return source.name() + ".pgdump";
    }

    @Override
    public Flow open(Work work) throws Failure {
        String pgDump = Tool.PG_DUMP.path();
        var postgresql = new Postgresql(source.server());
        PostgresqlCount count = PostgresqlCount.begin(postgresql, work.programs());
        try {
            // restic compresses, and finds what is the same again only in what is not compressed.
            List<String> command = List.of(
                    pgDump,
                    "--format=custom",
                    "--compress=0",
                    "--no-password",
                    "--lock-wait-timeout=5min",
                    "--snapshot=" + count.snapshot());
            Child program = work.programs().start(command, postgresql.environment(), null);
            count.start();
            return new Reading(program, count, work.programs());
        } catch (Failure failure) {
            count.close();
            throw failure;
        }
    }

    private record Reading(Child program, PostgresqlCount count, Programs programs) implements Flow {

        @Override
        public InputStream stream() {
            return program.out();
        }

        @Override
        public List<Sums.Table> finish() throws Failure {
            int exit = program.ended();
            programs.mustGoOn();
            if (exit != 0) {
                throw PostgresqlPrograms.dumpFailed(program, exit);
            }
            return count.await(programs);
        }

        @Override
        public void close() {
            program.close();
            count.close();
        }
    }
}

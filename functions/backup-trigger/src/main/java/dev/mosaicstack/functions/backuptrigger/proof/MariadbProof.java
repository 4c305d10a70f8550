package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.database.CountedStream;
import dev.mosaicstack.functions.backuptrigger.database.Mariadb;
import dev.mosaicstack.functions.backuptrigger.database.MariadbRows;
import dev.mosaicstack.functions.backuptrigger.database.MariadbScratch;
import dev.mosaicstack.functions.backuptrigger.database.ScratchOnly;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Restores the dump to a scratch database, and dumps that again to count it as the original was counted. */
record MariadbProof(Source.Mariadb source) implements Proof {

    private static final int BUFFER = 256 * 1024;

    @Override
    public String prove(Work work, Path restored, Sums taken) throws Failure {
        try (var scratch = MariadbScratch.on(source.drill(), work)) {
            List<Sums.Table> dumped = restore(scratch.mariadb(), restored);
            List<Sums.Table> found = count(scratch.mariadb());
            var counted = new Counted("table", "row", found);
            counted.compare(new Sums("", 0, dumped));
            return counted.compare(taken);
        }
    }

    /** @return what the dump itself has */
    private static List<Sums.Table> restore(Mariadb mariadb, Path dump) throws Failure {
        var rows = new MariadbRows();
        try (Child client = mariadb.client()) {
            // The client says nothing but what it dies of; then it takes nothing any more.
            try (InputStream in = new CountedStream(Files.newInputStream(dump), rows);
                    OutputStream to = new ScratchOnly(new BufferedOutputStream(client.in(), BUFFER))) {
                in.transferTo(to);
            } catch (IOException e) {
                mariadb.mustBeWell(client, Fault.DRILL_MISMATCH);
                throw new Failure(Fault.INTERNAL, "the dump does not get to the scratch database: " + e.getMessage());
            }
            mariadb.mustBeWell(client, Fault.DRILL_MISMATCH);
        }
        if (!rows.completed()) {
            throw new Failure(Fault.DRILL_MISMATCH, "the dump ends before its time");
        }
        return rows.tables();
    }

    private static List<Sums.Table> count(Mariadb mariadb) throws Failure {
        var rows = new MariadbRows();
        try (Child program = mariadb.dump();
                InputStream dump = new CountedStream(program.out(), rows)) {
            dump.transferTo(OutputStream.nullOutputStream());
            mariadb.mustBeWell(program, Fault.SOURCE_REFUSED);
            return rows.tables();
        } catch (IOException e) {
            throw new Failure(Fault.SOURCE_REFUSED, "the scratch database cannot be read: " + e.getMessage());
        }
    }
}

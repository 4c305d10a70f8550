package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.InputStream;
import java.util.List;

/** What a program writes to its standard output, whole only where it ends with 0. */
record ProgramDump(Child program) implements Dump.Flow {

    @Override
    public InputStream stream() {
        return program.out();
    }

    @Override
    public List<Sums.Table> finish() throws Failure {
        int exit = program.ended();
        if (exit != 0) {
            String words = program.lastWords();
            throw new Failure(
                    Fault.DUMP_FAILED, program.name() + " ended with " + exit + (words.isEmpty() ? "" : ": " + words));
        }
        return List.of();
    }

    @Override
    public void close() {
        program.close();
    }
}

package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Tool;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The output of a shell command. */
record CommandDump(Source.Command source) implements Dump {

    @Override
    public String fileName() {
        return source.fileName();
    }

    @Override
    public Flow open(Work work) throws Failure {
        Child command = work.programs().start(List.of(Tool.SHELL.path(), "-c", source.command()), Map.of(), null);
        try {
            // One that reads would wait for ever.
            command.in().close();
        } catch (IOException e) {
            // It has ended; how, is told when its output has.
        }
        return new ProgramDump(command);
    }
}

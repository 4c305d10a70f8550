package dev.mosaicstack.bench;

import dev.mosaicstack.crash.CrashCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Loads on real processes; {@code ./mosaic bench} and {@code ./mosaic crash} start this. */
@Command(
        name = "mosaic",
        subcommands = {BenchCommand.class, CrashCommand.class})
public final class Main {

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}

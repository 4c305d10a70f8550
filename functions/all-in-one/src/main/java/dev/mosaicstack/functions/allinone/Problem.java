package dev.mosaicstack.functions.allinone;

import picocli.CommandLine;

/** What stands in the user's way, as one line that says what to do. The command line prints it and exits. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public Problem(String line) {
        this(line, CommandLine.ExitCode.SOFTWARE);
    }

    public Problem(String line, int exitCode) {
        // The line is meant for people; where it was thrown would tell them nothing.
        super(line, null, false, false);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}

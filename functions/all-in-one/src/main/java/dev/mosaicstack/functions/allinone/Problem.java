package dev.mosaicstack.functions.allinone;

/** What stands in the user's way, as one line that says what to do. The command line prints it and exits with 1. */
public final class Problem extends RuntimeException {

    public Problem(String line) {
        // The line is meant for people; where it was thrown would tell them nothing.
        super(line, null, false, false);
    }
}

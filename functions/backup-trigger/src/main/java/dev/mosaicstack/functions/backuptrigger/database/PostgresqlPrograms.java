package dev.mosaicstack.functions.backuptrigger.database;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What pg_dump and pg_restore mean by what they say. */
public final class PostgresqlPrograms {

    private static final Pattern VERSIONS =
            Pattern.compile("server version: (\\d+)(\\S*).*?pg_dump version: (\\S+)", Pattern.DOTALL);

    /** Lines that quote rows, or the whole of a command: neither helps, and rows are nobody's business. */
    private static final Pattern ASIDE =
            Pattern.compile("(CONTEXT|DETAIL|HINT|Command was|pg_(dump|restore): (detail: Command|hint)).*");

    private static final int LINES = 3;

    private PostgresqlPrograms() {}

    /** Of a pg_dump that failed. */
    public static Failure dumpFailed(Child pgDump, int exit) {
        Matcher versions = VERSIONS.matcher(pgDump.said());
        if (versions.find()) {
            return new Failure(
                    Fault.TOOL_MISSING,
                    "pg_dump " + versions.group(3) + " is older than the server, " + versions.group(1)
                            + versions.group(2) + ": install postgresql-client-" + versions.group(1));
        }
        String words = words(pgDump, exit);
        return new Failure(words.contains("permission denied") ? Fault.SOURCE_UNREADABLE : Fault.DUMP_FAILED, words);
    }

    /** Of a pg_restore that failed: the archive is at fault, or the server it was to go to. */
    public static Failure restoreFailed(Child pgRestore, int exit) {
        String words = words(pgRestore, exit);
        boolean server = words.matches(
                ".*(connection to server|does not exist|is not available|permission denied|must be|No space left|"
                        + "could not extend file|terminating connection|server closed|unsupported version"
                        + "|unrecognized configuration parameter).*");
        return new Failure(server ? Fault.SOURCE_REFUSED : Fault.DRILL_MISMATCH, words);
    }

    /** The first that it said, for all else follows from it. */
    private static String words(Child program, int exit) {
        String words = said(program.said()).stream().limit(LINES).collect(Collectors.joining("; "));
        return words.isEmpty() ? program.name() + " ended with " + exit : words;
    }

    private static List<String> said(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("pg_") && !ASIDE.matcher(line).matches())
                .map(line -> line.replaceFirst(": error:", ":"))
                .toList();
    }
}

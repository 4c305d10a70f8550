package dev.mosaicstack.functions.metricsscrape.rule.file;

/**
 * Something in a file of rules that cannot be.
 *
 * @param line from 1; 0 where it is about the file as a whole
 */
public record Problem(String file, int line, String what) implements Comparable<Problem> {

    /** As compilers say it: {@code rules.yaml:3: ...}. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + what : file + ":" + line + ": " + what;
    }

    @Override
    public int compareTo(Problem other) {
        return Integer.compare(line, other.line);
    }
}

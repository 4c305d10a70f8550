package dev.mosaicstack.functions.allinone.demo;

import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.Terminal;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;

/** Prints each step as it happens, in lines of up to 100 columns; the first that breaks the contract ends the demo. */
final class Timeline {

    private final PrintStream out;
    private final Terminal terminal;
    private final long start = System.nanoTime();
    private int steps;

    Timeline(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void chapter(String title) {
        out.println();
        out.println(terminal.bold(title));
    }

    void say(String line) {
        out.println(line);
    }

    /**
     * Prints the step, or what was expected of it and what came.
     *
     * @param words says what happened, out of the answer
     * @throws Problem where the answer is not as expected
     */
    Answer step(String call, Answer answer, Expected expected, Function<Answer, String> words) {
        if (!expected.isMetBy(answer)) {
            line(terminal.bad(terminal.cross()), call, "");
            out.println("          expected  " + expected.inWords());
            out.println("          came      " + answer.inWords());
            throw new Problem("the demo failed at " + call);
        }
        steps++;
        line(terminal.good(terminal.tick()), call, words.apply(answer));
        return answer;
    }

    private void line(String sign, String call, String words) {
        double seconds = (System.nanoTime() - start) / 1e9;
        String time = terminal.faint(String.format(Locale.ROOT, "+%.3fs", seconds));
        out.printf("%s  %s %-21s %s%n", time, sign, call, words);
    }

    int steps() {
        return steps;
    }
}

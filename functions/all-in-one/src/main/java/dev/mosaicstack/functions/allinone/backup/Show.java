package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.backup.Run;
import java.io.PrintStream;
import java.time.Duration;

/** Shows how far a run is: one line drawn again and again on a terminal, else a line now and then. */
final class Show {

    /** Between two lines that are not drawn over, while nothing but numbers changes. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final Bar bar;
    private int drawn;
    private String place = "";
    private long last;

    /** @param terminal whether a line can be drawn over */
    Show(PrintStream out, boolean terminal, boolean unicode) {
        this.out = out;
        this.terminal = terminal;
        this.bar = new Bar(unicode);
    }

    void at(Run run) {
        Progress progress = run.progress();
        if (run.state() instanceof Run.State.Queued) {
            say("waits for another run of the repository", "queued");
        } else if (progress != null && run.isRunning()) {
            say(bar.line(progress), progress.phase() + " " + progress.source());
        }
    }

    private void say(String line, String where) {
        if (terminal) {
            draw(line);
        } else if (!where.equals(place) || System.nanoTime() - last > PAUSE_NANOS) {
            place = where;
            last = System.nanoTime();
            out.println(line);
        }
    }

    private void draw(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        out.flush();
        drawn = line.length();
    }

    /** The line that was drawn over is gone; others may follow. */
    void end() {
        if (drawn > 0) {
            out.print("\r" + " ".repeat(drawn) + "\r");
            out.flush();
            drawn = 0;
        }
    }
}

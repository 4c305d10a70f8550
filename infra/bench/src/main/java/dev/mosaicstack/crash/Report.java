package dev.mosaicstack.crash;

import dev.mosaicstack.crash.Storm.Happened;
import dev.mosaicstack.crash.ledger.Finding;
import dev.mosaicstack.crash.ledger.Verdict;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What a run says while it goes on, and its ledger at the end. */
public final class Report {

    private static final int SHOWN = 50;

    private final PrintWriter out;
    private final long begun = System.nanoTime();

    public Report(PrintWriter out) {
        this.out = out;
    }

    public void say(String format, Object... arguments) {
        out.println(time() + "  " + format.formatted(arguments));
        out.flush();
    }

    void happened(Happened happened) {
        say(
                "%-13s lasted %s: %d calls acknowledged, %d refused with 503, %d unanswered; back after %s",
                happened.fault(),
                seconds(happened.lasted()),
                happened.calls().answered(),
                happened.calls().unavailable(),
                happened.calls().unanswered(),
                seconds(happened.back()));
    }

    void ledger(Verdict verdict) {
        out.println();
        out.printf("%-12s %9s %13s %6s %11s%n", "", "sent", "acknowledged", "lost", "duplicates");
        for (Verdict.Row row : verdict.rows()) {
            out.printf(
                    "%-12s %9d %13d %6d %11d%n",
                    row.kind(), row.sent(), row.acknowledged(), row.lost(), row.duplicates());
        }
        out.println("(events: sent is the event log, acknowledged what a consumer of the stream saw)");
        out.println();
        verdict.findings().stream().limit(SHOWN).forEach(out::println);
        if (verdict.findings().size() > SHOWN) {
            out.println("... and " + (verdict.findings().size() - SHOWN) + " more");
        }
        long lost = verdict.findings().stream()
                .filter(Finding.Lost.class::isInstance)
                .count();
        out.printf("%d lost, %d broken rules%n", lost, verdict.findings().size() - lost);
        out.flush();
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private String time() {
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        return "%3d:%02d".formatted(seconds / 60, seconds % 60);
    }
}

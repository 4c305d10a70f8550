package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.backup.Timetable;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has restic look whether everything is there, and read the parts of the data whose turn it is. */
record CheckJob(History history) implements Job {

    /** How many times of a schedule are looked at: it repeats itself within a week or so. */
    private static final int TIMES = 400;

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})(\\.\\d+)?%.* (packs|snapshots)");

    @Override
    public Outcome run(Work work) throws Failure {
        work.at(Progress.of("check", null));
        if (work.run().kind() == Kind.STRUCTURE) {
            check(work, "snapshots", 0, 1);
            return Outcome.NONE;
        }
        Circle due = due(work);
        if (due.all()) {
            check(work, "packs", 0, 1, "--read-data");
        } else {
            for (int done = 0; done < due.parts().size(); done++) {
                String subset = due.parts().get(done) + "/" + due.of();
                check(work, "packs", done, due.parts().size(), "--read-data-subset=" + subset);
            }
        }
        return new Outcome(List.of(), due.parts().getLast(), due.of(), null);
    }

    private void check(Work work, String counted, int done, int of, String... more) throws Failure {
        // It makes a cache of its own, as large as the metadata, and would leave it behind where it is killed.
        List<String> arguments = new ArrayList<>(
                List.of("check", "--cache-dir", work.folder().resolve("cache").toString()));
        arguments.addAll(List.of(more));
        work.restic().run(line -> tell(work, line, counted, done, of), arguments.toArray(String[]::new));
    }

    private static void tell(Work work, String line, String counted, int done, int of) {
        Matcher percent = PERCENT.matcher(line);
        if (percent.find() && percent.group(3).equals(counted)) {
            int now = (done * 100 + Integer.parseInt(percent.group(1))) / of;
            work.at(new Progress("check", null, Math.min(100, now), null, null, null, null, null));
        }
    }

    private Circle due(Work work) {
        Instant now = work.run().startedAt();
        Circle.Last last = history.lastData()
                .get()
                .filter(run -> run.repository().equals(work.run().repository()))
                .map(CheckJob::last)
                .orElse(null);
        return Circle.due(work.plan().dataDays(), last, now, gap(work, last, now));
    }

    private static Circle.Last last(Run run) {
        Integer part = run.outcome().dataPart();
        return part == null ? null : new Circle.Last(part, run.outcome().dataParts(), run.startedAt());
    }

    /** Without a schedule it goes on as it did since the last one, as far as anybody knows. */
    private static Duration gap(Work work, Circle.Last last, Instant now) {
        Timetable timetable = work.plan().policy().timetable(Kind.DATA);
        if (timetable.following() == null) {
            return last == null ? Duration.ofDays(1) : Duration.between(last.at(), now);
        }
        Instant until = now.plus(Duration.ofDays(work.plan().dataDays()));
        Duration longest = Duration.ZERO;
        Instant time = now;
        for (int seen = 0; seen < TIMES && time.isBefore(until); seen++) {
            Instant next = timetable.following().apply(time);
            Duration gap = Duration.between(time, next.isBefore(until) ? next : until);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            time = next;
        }
        return longest;
    }
}

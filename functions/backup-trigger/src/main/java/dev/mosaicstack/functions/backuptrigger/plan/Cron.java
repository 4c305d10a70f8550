package dev.mosaicstack.functions.backuptrigger.plan;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** A schedule as crontab(5) writes it, in a time zone. */
record Cron(ExecutionTime times, ZoneId zone) {

    /** @throws IllegalArgumentException where it is none, or has no time to come */
    static Cron of(String text, ZoneId zone) {
        var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        var cron = new Cron(ExecutionTime.forCron(parser.parse(text)), zone);
        if (cron.times.nextExecution(Instant.now().atZone(zone)).isEmpty()) {
            throw new IllegalArgumentException("it has no time to come");
        }
        return cron;
    }

    /**
     * The next time after this one; far away where there is none any more. A time that a clock skips, when summer time
     * begins, comes that much later and is not left out.
     */
    Instant after(Instant time) {
        Instant next = next(time.atZone(zone));
        // By the clock on the wall alone, which knows no gap.
        LocalDateTime wall = time.atZone(zone).toLocalDateTime();
        Instant skipped = next(wall.atZone(ZoneOffset.UTC));
        if (skipped.equals(Instant.MAX)) {
            return next;
        }
        Instant later =
                LocalDateTime.ofInstant(skipped, ZoneOffset.UTC).atZone(zone).toInstant();
        return later.isAfter(time) && later.isBefore(next) ? later : next;
    }

    private Instant next(ZonedDateTime after) {
        return times.nextExecution(after).map(ZonedDateTime::toInstant).orElse(Instant.MAX);
    }
}

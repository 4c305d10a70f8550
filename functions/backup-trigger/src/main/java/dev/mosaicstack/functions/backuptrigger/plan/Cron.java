package dev.mosaicstack.functions.backuptrigger.plan;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;

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

    /** The next time after this one; far away where there is none any more. */
    Instant after(Instant time) {
        return times.nextExecution(time.atZone(zone))
                .map(java.time.ZonedDateTime::toInstant)
                .orElse(Instant.MAX);
    }
}

package dev.mosaicstack.core.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One thing that a policy has to do again and again, and when it was last done well. Kept in the database, so that any
 * process can say that it is overdue.
 *
 * @param instance which set of policies it belongs to; see the setting {@code mosaic.backup.instance}
 * @param schedule for people; null where it is only called
 * @param since when it was first known
 * @param nextAt when the schedule runs it next; null where there is none
 * @param lastGoodAt when the newest good run ended; null where there was none
 * @param lastGoodStart when that run was asked for
 * @param dueAt when it is overdue unless there is a good run; null for never
 * @param overdueAt when it was told that it is overdue; null where it is not
 * @param seenAt when a process that has the policy last said so
 */
public record Duty(
        String policy,
        Kind kind,
        String instance,
        String repository,
        String schedule,
        Instant since,
        Instant nextAt,
        Instant lastGoodAt,
        Instant lastGoodStart,
        String lastGoodRun,
        Instant dueAt,
        Instant overdueAt,
        Instant seenAt,
        long version) {

    /** A new one, with nothing done yet. */
    static Duty first(Policy policy, Kind kind, Timetable timetable, Instant now) {
        return new Duty(
                policy.name(),
                kind,
                policy.instance(),
                policy.repository(),
                timetable.schedule(),
                now,
                timetable.next(now),
                null,
                null,
                null,
                timetable.due(now),
                null,
                now,
                1);
    }

    /** As the settings are now. A time that has passed stays: it is made up for. */
    Duty with(Policy policy, Timetable timetable, Instant now) {
        boolean sameSchedule = Objects.equals(schedule, timetable.schedule());
        Instant due = timetable.due(lastGoodStart == null ? since : lastGoodStart);
        return new Duty(
                this.policy,
                kind,
                policy.instance(),
                policy.repository(),
                timetable.schedule(),
                since,
                sameSchedule && nextAt != null ? nextAt : timetable.next(now),
                lastGoodAt,
                lastGoodStart,
                lastGoodRun,
                due,
                due == null || due.isAfter(now) ? null : overdueAt,
                now,
                version);
    }

    /** Whether no process that has the policy has said so for this long. */
    boolean isUnseenFor(Duration time, Instant now) {
        return !seenAt.plus(time).isAfter(now);
    }

    Duty good(Run run, Instant now, Timetable timetable) {
        return with(nextAt, now, run.requestedAt(), run.id(), timetable.due(run.requestedAt()), null, version);
    }

    Duty next(Instant at) {
        return with(at, lastGoodAt, lastGoodStart, lastGoodRun, dueAt, overdueAt, version);
    }

    Duty overdue(Instant now) {
        return with(nextAt, lastGoodAt, lastGoodStart, lastGoodRun, dueAt, now, version);
    }

    /** As it is after the store has written it. */
    public Duty stored() {
        return with(nextAt, lastGoodAt, lastGoodStart, lastGoodRun, dueAt, overdueAt, version + 1);
    }

    private Duty with(
            Instant next,
            Instant goodAt,
            Instant goodStart,
            String goodRun,
            Instant due,
            Instant overdue,
            long newVersion) {
        return new Duty(
                policy,
                kind,
                instance,
                repository,
                schedule,
                since,
                next,
                goodAt,
                goodStart,
                goodRun,
                due,
                overdue,
                seenAt,
                newVersion);
    }
}

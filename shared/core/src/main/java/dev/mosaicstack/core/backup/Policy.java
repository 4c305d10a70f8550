package dev.mosaicstack.core.backup;

import java.util.Map;

/**
 * What the state of a policy depends on; how it is done is not known here.
 *
 * @param instance which set of policies it belongs to
 * @param repository a key without secrets: runs of one key come one after the other
 * @param queues whether a run waits for another of the repository, or is refused
 * @param timetables of each kind that recurs
 */
public record Policy(String name, String instance, String repository, boolean queues, Map<Kind, Timetable> timetables) {

    public Timetable timetable(Kind kind) {
        return timetables.getOrDefault(kind, Timetable.NONE);
    }
}

package dev.mosaicstack.crash;

import java.time.Duration;
import java.util.Set;

/**
 * What a run is to be.
 *
 * @param database sqlite, postgresql or mariadb
 * @param time how long faults are injected; each of them comes once, however short this is
 * @param faults by name
 * @param seed decides the order of the faults and what the workers choose
 */
public record Plan(String database, Duration time, Set<String> faults, long seed) {

    private static final Duration LONG = Duration.ofMinutes(2);

    /** Whether everything takes less time than it would in a run that has some. */
    boolean shortly() {
        return time.compareTo(LONG) < 0;
    }
}

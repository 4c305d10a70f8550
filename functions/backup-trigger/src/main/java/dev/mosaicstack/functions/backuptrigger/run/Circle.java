package dev.mosaicstack.functions.backuptrigger.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which parts of the data are read now, so that each is read again within so many days: one part for each of the days,
 * one after the other, round and round.
 *
 * @param parts to read now, of 1 to {@code of}
 * @param of how many there are
 */
record Circle(List<Integer> parts, int of) {

    private static final double DAY = Duration.ofDays(1).toSeconds();

    /** The newest good run. @param part the last that it read @param of how many there were @param at when it began */
    record Last(int part, int of, Instant at) {}

    /**
     * The promise holds where no two runs are further apart than {@code gap}; where one comes later than that, it makes
     * up for it.
     *
     * @param last null where there was none
     * @param gap the longest time from one run to the next that is expected
     */
    static Circle due(int days, Last last, Instant now, Duration gap) {
        // A part may just miss the run that comes first after it is due: what is left of the days is for the others.
        double left = days - gap.toSeconds() / DAY;
        Instant before = last == null ? now.minus(gap) : last.at();
        long count = left <= 0 ? days : position(days / left, now) - position(days / left, before);
        if (count >= days) {
            return new Circle(IntStream.rangeClosed(1, days).boxed().toList(), days);
        }
        int begin = last == null || last.of() != days ? 0 : last.part();
        return new Circle(
                IntStream.range(0, (int) Math.max(1, count))
                        .mapToObj(next -> (begin + next) % days + 1)
                        .toList(),
                days);
    }

    /** Of the times themselves and not of the time between them, so that no rounding adds up over many runs. */
    private static long position(double partsPerDay, Instant time) {
        return (long) Math.floor(time.getEpochSecond() / DAY * partsPerDay);
    }

    boolean all() {
        return parts.size() == of;
    }
}

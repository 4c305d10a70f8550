package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * How much is measured.
 *
 * @param time of each measurement
 * @param rounds how often everything is measured, in turn
 * @param clients that call at once
 * @param database sqlite or postgresql
 */
record Plan(Path root, Duration time, int rounds, int clients, String database) {

    /** Long enough for Java to have compiled what is measured. */
    static final Duration WARM_UP = Duration.ofSeconds(15);

    boolean sqlite() {
        return database.equals("sqlite");
    }

    /** One thing that is measured in each round. */
    static final class Series<T> {

        private final String name;
        private final Supplier<T> measurement;
        private final List<T> rounds = new ArrayList<>();

        Series(String name, Supplier<T> measurement) {
            this.name = name;
            this.measurement = measurement;
        }

        private void forNothing() {
            measurement.get();
        }

        private void once(int round) {
            T result = measurement.get();
            System.err.println("round " + round + ", " + name + ": " + result);
            rounds.add(result);
        }

        String name() {
            return name;
        }

        Rounds figure(ToDoubleFunction<T> figure) {
            return Rounds.of(rounds, figure);
        }
    }

    /** Each once, for nothing. */
    void warmUp(List<? extends Series<?>> all) {
        all.forEach(Series::forNothing);
    }

    /** A B C A B C ...: what else the machine does hits all of them. */
    void inTurn(List<? extends Series<?>> all) {
        for (int round = 1; round <= rounds; round++) {
            for (Series<?> series : all) {
                series.once(round);
            }
        }
    }
}

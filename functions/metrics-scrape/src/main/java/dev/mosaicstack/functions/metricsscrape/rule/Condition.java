package dev.mosaicstack.functions.metricsscrape.rule;

import dev.mosaicstack.functions.metricsscrape.series.Reducer;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.time.Duration;
import java.util.List;

/** When a rule finds something. */
public sealed interface Condition {

    List<Selector> selectors();

    Duration reach();

    /** There is no series: Prometheus' {@code absent}. It finds one thing, with the labels that the selector fixes. */
    record Absent(Selector selector) implements Condition {

        @Override
        public List<Selector> selectors() {
            return List.of(selector);
        }

        @Override
        public Duration reach() {
            return Duration.ofMillis(Reducer.LOOKBACK_MILLIS);
        }
    }

    /**
     * The number of a series is beyond a limit: it finds each of them.
     *
     * @param divideBy null where nothing is divided. Divided are those of the same labels, made by the same reduction, and
     *     nothing is divided by zero: such a series is left out, as {@code a / (b != 0)} does it
     */
    record Compared(
            Selector select,
            Reduction reduction,
            Selector divideBy,
            Relative relative,
            Comparison comparison,
            double limit)
            implements Condition {

        @Override
        public List<Selector> selectors() {
            return divideBy == null ? List.of(select) : List.of(select, divideBy);
        }

        @Override
        public Duration reach() {
            return reduction.reducer() == Reducer.LAST
                    ? Duration.ofMillis(Reducer.LOOKBACK_MILLIS)
                    : reduction.window();
        }
    }

    /** What a value that is a time, in seconds since 1970, is compared as. */
    enum Relative {
        /** As it is. */
        NONE,
        /** How many seconds are left until then. */
        UNTIL,
        /** How many seconds have gone since then. */
        SINCE
    }
}

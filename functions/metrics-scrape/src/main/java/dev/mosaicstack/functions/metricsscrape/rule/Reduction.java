package dev.mosaicstack.functions.metricsscrape.rule;

import dev.mosaicstack.functions.metricsscrape.series.Reducer;
import java.time.Duration;
import java.util.List;

/**
 * How numbers are made of series: one for each, by a reducer over a window, and then perhaps sums of them.
 *
 * @param window zero for {@code LAST}, which has none
 */
public record Reduction(Reducer reducer, Duration window, Sum sum) {

    /** Which of them are added up: those that agree in their labels. */
    public sealed interface Sum {

        /** None are. */
        record None() implements Sum {}

        /** In these labels; none of them: all are one sum. */
        record By(List<String> labels) implements Sum {
            public By {
                labels = List.copyOf(labels);
            }
        }

        /** In all but these. */
        record Without(List<String> labels) implements Sum {
            public Without {
                labels = List.copyOf(labels);
            }
        }
    }
}

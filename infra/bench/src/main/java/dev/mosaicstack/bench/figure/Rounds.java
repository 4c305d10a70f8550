package dev.mosaicstack.bench.figure;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** One figure of several rounds, in their order. */
public record Rounds(List<Double> values) {

    public Rounds {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no rounds");
        }
    }

    public static <T> Rounds of(List<T> rounds, ToDoubleFunction<T> figure) {
        return new Rounds(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** Of an even number of rounds the mean of the middle two. */
    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double min() {
        return values.stream().mapToDouble(value -> value).min().orElseThrow();
    }

    public double max() {
        return values.stream().mapToDouble(value -> value).max().orElseThrow();
    }

    /** Round by round: what else went on in the machine was the same for both. */
    public Rounds ratioTo(Rounds reference) {
        if (values.size() != reference.values.size()) {
            throw new IllegalArgumentException(values.size() + " rounds beside " + reference.values.size());
        }
        return new Rounds(IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / reference.values.get(round))
                .toList());
    }
}

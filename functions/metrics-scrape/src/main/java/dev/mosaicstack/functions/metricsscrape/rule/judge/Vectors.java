package dev.mosaicstack.functions.metricsscrape.rule.judge;

import dev.mosaicstack.functions.metricsscrape.history.Found;
import dev.mosaicstack.functions.metricsscrape.rule.Condition;
import dev.mosaicstack.functions.metricsscrape.rule.Reduction;
import dev.mosaicstack.functions.metricsscrape.rule.Reduction.Sum;
import dev.mosaicstack.functions.metricsscrape.rule.judge.Vector.Element;
import dev.mosaicstack.functions.metricsscrape.series.Reducer;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Calculates, at one moment. */
final class Vectors {

    private final long at;
    private final Function<Selector, List<Found>> history;

    Vectors(long at, Function<Selector, List<Found>> history) {
        this.at = at;
        this.history = history;
    }

    Vector absent(Selector selector) {
        for (Found found : history.apply(selector)) {
            if (Reducer.LAST.reduce(found.samples(), at, 0).isPresent()) {
                return new Vector(List.of());
            }
        }
        return new Vector(List.of(new Element(selector.fixed(), 1)));
    }

    /** Those that are beyond the limit. */
    Vector compared(Condition.Compared rule) {
        Vector vector = reduced(rule.select(), rule.reduction());
        if (rule.divideBy() != null && !vector.elements().isEmpty()) {
            vector = divided(vector, reduced(rule.divideBy(), rule.reduction()));
        }
        List<Element> beyond = new ArrayList<>();
        for (Element element : vector.elements()) {
            double value = relative(element.value(), rule.relative());
            if (rule.comparison().holds(value, rule.limit())) {
                beyond.add(new Element(element.series(), value));
            }
        }
        return new Vector(beyond);
    }

    private double relative(double value, Condition.Relative relative) {
        return switch (relative) {
            case NONE -> value;
            case UNTIL -> value - at / 1000.0;
            case SINCE -> at / 1000.0 - value;
        };
    }

    private Vector reduced(Selector selector, Reduction reduction) {
        List<Element> elements = new ArrayList<>();
        long window = reduction.window().toMillis();
        for (Found found : history.apply(selector)) {
            OptionalDouble value = reduction.reducer().reduce(found.samples(), at, window);
            if (value.isPresent()) {
                elements.add(new Element(found.series().unnamed(), value.getAsDouble()));
            }
        }
        return switch (reduction.sum()) {
            case Sum.None none -> new Vector(elements);
            case Sum.By by -> sums(elements, series -> series.only(by.labels()));
            case Sum.Without without -> sums(elements, series -> series.without(without.labels()));
        };
    }

    private static Vector sums(List<Element> elements, Function<Series, Series> group) {
        Map<Series, Double> sums = new LinkedHashMap<>();
        for (Element element : elements) {
            sums.merge(group.apply(element.series()), element.value(), Double::sum);
        }
        List<Element> summed = new ArrayList<>();
        sums.forEach((series, sum) -> summed.add(new Element(series, sum)));
        return new Vector(summed);
    }

    /** One to one: each series has another name or other labels, and the name is the selector's, so none fits twice. */
    private static Vector divided(Vector vector, Vector by) {
        Map<Series, Double> divisors = new HashMap<>();
        by.elements().forEach(element -> divisors.put(element.series(), element.value()));
        List<Element> divided = new ArrayList<>();
        for (Element element : vector.elements()) {
            Double divisor = divisors.get(element.series());
            if (divisor != null && divisor != 0) {
                divided.add(new Element(element.series(), element.value() / divisor));
            }
        }
        return new Vector(divided);
    }
}

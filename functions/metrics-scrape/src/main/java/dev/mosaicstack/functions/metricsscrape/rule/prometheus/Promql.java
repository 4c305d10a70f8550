package dev.mosaicstack.functions.metricsscrape.rule.prometheus;

import dev.mosaicstack.functions.metricsscrape.rule.Condition;
import dev.mosaicstack.functions.metricsscrape.rule.Reduction;
import dev.mosaicstack.functions.metricsscrape.rule.Reduction.Sum;
import dev.mosaicstack.functions.metricsscrape.rule.Span;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.math.BigDecimal;
import java.util.List;

/** Conditions as expressions of Prometheus. */
public final class Promql {

    private Promql() {}

    public static String of(Condition condition) {
        return switch (condition) {
            case Condition.Absent absent -> "absent(" + absent.selector() + ")";
            case Condition.Compared compared ->
                value(compared) + " " + compared.comparison().operator() + " " + number(compared.limit());
        };
    }

    private static String value(Condition.Compared compared) {
        String value = reduced(compared.select(), compared.reduction());
        if (compared.divideBy() != null) {
            value += " / (" + reduced(compared.divideBy(), compared.reduction()) + " != 0)";
        }
        return switch (compared.relative()) {
            case NONE -> value;
            case UNTIL -> value + " - time()";
            case SINCE -> "time() - " + value;
        };
    }

    private static String reduced(Selector selector, Reduction reduction) {
        String window = selector + "[" + Span.text(reduction.window()) + "]";
        String each =
                switch (reduction.reducer()) {
                    case LAST -> selector.toString();
                    case AVG -> "avg_over_time(" + window + ")";
                    case MIN -> "min_over_time(" + window + ")";
                    case MAX -> "max_over_time(" + window + ")";
                    case RATE -> "rate(" + window + ")";
                    case INCREASE -> "increase(" + window + ")";
                };
        return switch (reduction.sum()) {
            case Sum.None none -> each;
            case Sum.By by -> sum("by", by.labels()) + "(" + each + ")";
            case Sum.Without without -> sum("without", without.labels()) + "(" + each + ")";
        };
    }

    private static String sum(String how, List<String> labels) {
        return "sum " + how + " (" + String.join(", ", labels) + ") ";
    }

    /** As people write it; what is very large or small with its exponent. */
    private static String number(double number) {
        double size = Math.abs(number);
        return size != 0 && (size >= 1e15 || size < 1e-6)
                ? Double.toString(number)
                : new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
}

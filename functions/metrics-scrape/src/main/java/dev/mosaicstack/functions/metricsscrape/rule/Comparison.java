package dev.mosaicstack.functions.metricsscrape.rule;

import java.util.Locale;

/** Of a number with a limit. A number that is none is beyond no limit, and not equal to any. */
public enum Comparison {
    ABOVE(">"),
    BELOW("<"),
    AT_LEAST(">="),
    AT_MOST("<="),
    EQUALS("=="),
    NOT_EQUALS("!=");

    private final String operator;

    Comparison(String operator) {
        this.operator = operator;
    }

    /** As it is written in a file of rules. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As Prometheus writes it. */
    public String operator() {
        return operator;
    }

    public boolean holds(double value, double limit) {
        return switch (this) {
            case ABOVE -> value > limit;
            case BELOW -> value < limit;
            case AT_LEAST -> value >= limit;
            case AT_MOST -> value <= limit;
            case EQUALS -> value == limit;
            case NOT_EQUALS -> value != limit;
        };
    }
}

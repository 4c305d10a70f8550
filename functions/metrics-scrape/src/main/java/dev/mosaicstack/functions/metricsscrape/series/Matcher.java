package dev.mosaicstack.functions.metricsscrape.series;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** What a label must be, as in a selector of Prometheus: {@code =}, {@code !=}, {@code =~} or {@code !~}. */
public record Matcher(String label, Op op, String value, Pattern pattern) {

    /** Instructions. Matching takes as many steps for each character; names of a thousand things have fewer. */
    private static final int LARGEST = 20_000;

    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        LIKE("=~"),
        NOT_LIKE("!~");

        private final String text;

        Op(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * Expressions are RE2's and have to match the whole value.
     *
     * @throws IllegalArgumentException where the expression is none
     */
    public static Matcher of(String label, Op op, String value) {
        boolean expression = op == Op.LIKE || op == Op.NOT_LIKE;
        try {
            Pattern pattern = expression ? Pattern.compile(value) : null;
            if (pattern != null && pattern.programSize() > LARGEST) {
                throw new IllegalArgumentException("\"" + value + "\" is too large an expression");
            }
            return new Matcher(label, op, value, pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + value + "\" is no regular expression: " + e.getDescription(), e);
        }
    }

    public boolean matches(Series series) {
        String found = series.label(label);
        return switch (op) {
            case EQUAL -> found.equals(value);
            case NOT_EQUAL -> !found.equals(value);
            case LIKE -> pattern.matches(found);
            case NOT_LIKE -> !pattern.matches(found);
        };
    }

    @Override
    public String toString() {
        var text = new StringBuilder(label).append(op.text()).append('"');
        Series.escape(value, text);
        return text.append('"').toString();
    }
}

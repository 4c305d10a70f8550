package dev.mosaicstack.functions.metricsscrape.series;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one selector. For one use. */
final class SelectorParser {

    private static final Pattern OPERATOR = Pattern.compile("=~|!~|!=|=");

    private final String text;
    private int at;

    SelectorParser(String text) {
        this.text = text;
    }

    Selector parse() {
        String name = take(Selector.NAME, "begins with the name of a metric");
        List<Matcher> matchers = new ArrayList<>();
        if (accept('{')) {
            while (!accept('}')) {
                matchers.add(matcher());
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
        }
        skipSpace();
        if (at < text.length() && "([".indexOf(text.charAt(at)) >= 0) {
            throw wrong("is a name and labels, no expression: reduce says what is made of it, as"
                    + " {\"select\":\"x\",\"reduce\":\"rate\"} for rate(x[5m])");
        }
        if (at < text.length()) {
            throw wrong("has nothing behind the labels");
        }
        return new Selector(name, matchers);
    }

    private Matcher matcher() {
        String label = take(Selector.LABEL, "has the name of a label there");
        String operator = take(OPERATOR, "has one of = != =~ !~ there");
        for (var op : Matcher.Op.values()) {
            if (op.text().equals(operator)) {
                return Matcher.of(label, op, quoted());
            }
        }
        throw wrong("has one of = != =~ !~ there");
    }

    private String quoted() {
        skipSpace();
        char quote = at < text.length() ? text.charAt(at) : 0;
        if (quote != '"' && quote != '\'') {
            throw wrong("has the value in quotes");
        }
        at++;
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        expect(quote);
        return value.toString();
    }

    private char escaped() {
        if (at == text.length()) {
            throw wrong("ends in the middle of a value");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case '\\', '"', '\'' -> c;
            default -> throw wrong("has \\" + c + ", which means nothing; a backslash is written twice");
        };
    }

    private String take(Pattern pattern, String what) {
        skipSpace();
        java.util.regex.Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw wrong(what);
        }
        at = matcher.end();
        return matcher.group();
    }

    private boolean accept(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw wrong("has a " + c + " there");
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("a selector " + what + " (character " + (at + 1) + " of " + text + ")");
    }
}

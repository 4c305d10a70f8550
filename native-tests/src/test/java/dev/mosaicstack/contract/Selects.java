package dev.mosaicstack.contract;

import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The selectors in an expression of Prometheus. */
final class Selects {

    /** What a text is taken apart into; spaces and what is in brackets of a range are passed over. */
    private static final Pattern TOKEN = Pattern.compile("""
            "(?:[^"\\\\]|\\\\.)*"|\\[[^]]*]|[0-9][0-9a-zA-Z.]*|[a-zA-Z_:][a-zA-Z0-9_:]*|[^\\s]""");

    private static final Set<String> LABELS_FOLLOW =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> OTHER_WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "sum", "min", "max", "avg", "count", "topk");

    private final List<String> tokens;
    private final List<Selector> found = new ArrayList<>();
    private int at;

    private Selects(String expression) {
        tokens = TOKEN.matcher(expression).results().map(MatchResult::group).toList();
    }

    /** In the order of the text; what depends on a variable of Grafana is left out of them. */
    static List<Selector> of(String expression) {
        var selects = new Selects(expression);
        while (selects.at < selects.tokens.size()) {
            selects.next();
        }
        return selects.found;
    }

    private void next() {
        String token = tokens.get(at++);
        if (LABELS_FOLLOW.contains(token)) {
            until(")");
        } else if (token.matches("[a-zA-Z_:].*") && !OTHER_WORDS.contains(token) && !isNext("(")) {
            String labels = isNext("{") ? until("}") : "";
            Selector selector = Selector.parse(token + labels);
            found.add(new Selector(
                    selector.name(),
                    selector.matchers().stream()
                            .filter(matcher -> !matcher.value().contains("$"))
                            .toList()));
        }
    }

    private String until(String end) {
        var text = new StringBuilder();
        do {
            text.append(tokens.get(at));
        } while (!tokens.get(at++).equals(end));
        return text.toString();
    }

    private boolean isNext(String token) {
        return at < tokens.size() && tokens.get(at).equals(token);
    }
}

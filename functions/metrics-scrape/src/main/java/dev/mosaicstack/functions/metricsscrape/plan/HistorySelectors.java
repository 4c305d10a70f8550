package dev.mosaicstack.functions.metricsscrape.plan;

import dev.mosaicstack.functions.metricsscrape.series.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;

/** The selectors of the setting {@code history}. Lists of MicroProfile Config end at each comma, and selectors have commas inside. */
public final class HistorySelectors {

    private final String text;
    private final List<String> parts = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();

    private HistorySelectors(String text) {
        this.text = text;
    }

    /**
     * Those of {@code history}, and those of {@code history[0]} and so on, as a file may have them.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException that names the setting, where one is none
     */
    public static List<Selector> of(MetricsSettings settings, Config config) {
        List<Selector> all = new ArrayList<>();
        new HistorySelectors(settings.history().orElse("")).split().forEach(text -> all.add(selector(text)));
        IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> config.getOptionalValue(Wrong.PREFIX + "history[" + i + "]", String.class))
                .takeWhile(Optional::isPresent)
                .forEach(text -> all.add(selector(text.orElseThrow())));
        return List.copyOf(all);
    }

    private static Selector selector(String text) {
        try {
            return Selector.parse(text);
        } catch (IllegalArgumentException e) {
            throw Wrong.because("history: " + e.getMessage());
        }
    }

    /** At commas that are neither in braces nor in quotes. */
    private List<String> split() {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\' && i + 1 < text.length()) {
                    part.append(c);
                    c = text.charAt(++i);
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == ',' && depth <= 0) {
                end();
                continue;
            }
            part.append(c);
        }
        end();
        return parts;
    }

    private void end() {
        if (!part.toString().isBlank()) {
            parts.add(part.toString().strip());
        }
        part.setLength(0);
    }
}

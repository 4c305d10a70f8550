package dev.mosaicstack.functions.metricsscrape.exposition;

import dev.mosaicstack.functions.metricsscrape.series.Remembered;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Family.Type;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the text format of Prometheus (0.0.4) and OpenMetrics (1.0.0), as one: they differ in what we do not keep. Times that a
 * target gives, and exemplars, are left out: a value counts as of the moment we asked. For one target.
 */
public final class TextFormat {

    private static final int SHOWN = 80;

    /** It is repeated in each of our answers. */
    private static final int LONGEST_HELP = 1000;

    private static final char REPLACEMENT = '\uFFFD';

    private static final int MOST_NAMES = 10_000;

    private static final String CREATED = "_created";
    private static final String TOTAL = "_total";

    /** By how it was written: most of it is the same again. */
    private final Remembered<String, Series> known = new Remembered<>();

    /** Few names, again and again. */
    private final Map<String, String> names = new HashMap<>();

    private final int mostSeries;

    public TextFormat(int mostSeries) {
        this.mostSeries = mostSeries;
    }

    /** What is known of one metric so far. */
    private static final class Part {
        private Type type = Type.UNKNOWN;
        private String help = "";
        private final List<Sample> samples = new ArrayList<>();
    }

    /** @throws Unreadable with the line where it is wrong; nothing of it counts then */
    public List<Family> read(byte[] body) throws Unreadable {
        String text = text(body);
        known.begin();
        try {
            return families(text);
        } finally {
            known.end();
        }
    }

    private List<Family> families(String text) throws Unreadable {
        Map<String, Part> parts = new LinkedHashMap<>();
        int line = 0;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            line++;
            int last = end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
            read(text, from, last, line, parts);
            from = end + 1;
        }
        List<Family> families = new ArrayList<>();
        parts.forEach((name, part) -> {
            if (!part.samples.isEmpty()) {
                families.add(new Family(name, part.type, part.help, part.samples));
            }
        });
        return families;
    }

    private static String text(byte[] body) throws Unreadable {
        String text = new String(body, StandardCharsets.UTF_8);
        // The quick way puts that in place of what is none; who wrote it itself is rare.
        return text.indexOf(REPLACEMENT) < 0 ? text : strict(body);
    }

    private static String strict(byte[] body) throws Unreadable {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("its answer is not UTF-8");
        }
    }

    private void read(String text, int from, int to, int line, Map<String, Part> parts) throws Unreadable {
        int start = skipSpace(text, from, to);
        if (start == to) {
            return;
        }
        try {
            if (text.charAt(start) == '#') {
                comment(text.substring(start, to), parts);
            } else {
                sample(text, start, to, parts);
            }
        } catch (IllegalArgumentException e) {
            String shown = text.substring(start, Math.min(to, start + SHOWN)).strip();
            throw new Unreadable("line " + line + " of its answer " + e.getMessage() + ": " + shown);
        }
    }

    private void comment(String line, Map<String, Part> parts) {
        String[] words = line.split("[ \t]+", 4);
        if (words.length < 3) {
            return;
        }
        String rest = words.length > 3 ? words[3] : "";
        switch (words[1]) {
            case "TYPE" -> parts.computeIfAbsent(words[2], name -> new Part()).type = type(rest.strip());
            case "HELP" ->
                parts.computeIfAbsent(words[2], name -> new Part()).help =
                        unescapedHelp(rest.substring(0, Math.min(rest.length(), LONGEST_HELP)));
            default -> {}
        }
        if (parts.size() > mostSeries) {
            throw new IllegalArgumentException("is beyond the " + mostSeries + " metrics that are allowed");
        }
    }

    private static Type type(String text) {
        return switch (text) {
            case "counter" -> Type.COUNTER;
            case "gauge", "stateset", "info" -> Type.GAUGE;
            case "histogram" -> Type.HISTOGRAM;
            case "summary" -> Type.SUMMARY;
            case "untyped", "unknown", "gaugehistogram" -> Type.UNKNOWN;
            default -> throw new IllegalArgumentException("has a type that is none");
        };
    }

    /** A quote is only escaped in OpenMetrics; nobody writes that sequence in the other to mean anything else. */
    private static String unescapedHelp(String text) {
        var help = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (next == 'n' || next == '\\' || next == '"') {
                help.append(next == 'n' ? '\n' : next);
                i++;
            } else {
                help.append(c);
            }
        }
        return help.toString();
    }

    private void sample(String text, int from, int to, Map<String, Part> parts) {
        int end = endOfSeries(text, from, to);
        String written = text.substring(from, end).stripTrailing();
        Series series = series(written);
        int value = skipSpace(text, end, to);
        int endOfValue = value;
        while (endOfValue < to && !isSpace(text.charAt(endOfValue))) {
            endOfValue++;
        }
        double number = number(text.substring(value, endOfValue));
        mustBeTime(text, endOfValue, to);
        if (!isCreated(series.name(), parts)) {
            part(series.name(), parts).samples.add(new Sample(series, number));
        }
    }

    private Series series(String written) {
        int before = known.seen();
        Series series = known.see(written);
        if (series == null) {
            series = SeriesText.parse(written, this::shared);
            known.add(written, series);
        } else if (known.seen() == before) {
            throw new IllegalArgumentException("has a series that was there before");
        }
        if (known.seen() > mostSeries) {
            throw new IllegalArgumentException("is beyond the " + mostSeries + " series that are allowed");
        }
        return series;
    }

    /** A target with ever new names must not fill our memory with them. */
    private String shared(String name) {
        if (names.size() >= MOST_NAMES) {
            names.clear();
        }
        String first = names.putIfAbsent(name, name);
        return first == null ? name : first;
    }

    private static int endOfSeries(String text, int from, int to) {
        boolean quoted = false;
        boolean labels = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{') {
                labels = true;
            } else if (c == '}') {
                return i + 1;
            } else if (isSpace(c) && !labels) {
                int next = skipSpace(text, i, to);
                if (next == to || text.charAt(next) != '{') {
                    return i;
                }
            }
        }
        throw new IllegalArgumentException("has no value");
    }

    /** As Go's ParseFloat takes it, which Prometheus uses, without its hexadecimal and underscored forms. */
    private static double number(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "nan", "+nan", "-nan":
                return Double.NaN;
            case "inf", "+inf", "infinity", "+infinity":
                return Double.POSITIVE_INFINITY;
            case "-inf", "-infinity":
                return Double.NEGATIVE_INFINITY;
            default:
                break;
        }
        if (text.isEmpty() || !isNumber(text)) {
            throw new IllegalArgumentException("has a value that is no number");
        }
        return Double.parseDouble(text);
    }

    /** Java would also take {@code 1d} and {@code 0x1p3}. */
    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void mustBeTime(String text, int from, int to) {
        int start = skipSpace(text, from, to);
        int comment = text.indexOf('#', start);
        int end = comment >= 0 && comment < to ? comment : to;
        String time = text.substring(start, end).strip();
        if (!time.isEmpty() && !(isNumber(time) && isDouble(time))) {
            throw new IllegalArgumentException("has something behind the value that is no time");
        }
    }

    private static boolean isDouble(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** When a counter began, which OpenMetrics has as a sample: nobody asks for it. */
    private static boolean isCreated(String name, Map<String, Part> parts) {
        if (!name.endsWith(CREATED)) {
            return false;
        }
        String base = name.substring(0, name.length() - CREATED.length());
        Part whole = parts.getOrDefault(base, parts.get(base + "_total"));
        return whole != null && whole.type != Type.GAUGE && whole.type != Type.UNKNOWN;
    }

    /** A sample belongs to the metric whose name it has, or to the histogram or summary whose name it begins with. */
    private static Part part(String name, Map<String, Part> parts) {
        Part own = parts.get(name);
        if (own != null) {
            return own;
        }
        for (String suffix : Family.SUFFIXES) {
            if (name.endsWith(suffix)) {
                Part whole = parts.get(name.substring(0, name.length() - suffix.length()));
                if (whole != null && Family.hasSuffix(whole.type, suffix)) {
                    return whole;
                }
            }
        }
        Part part = new Part();
        Part base = name.endsWith(TOTAL) ? parts.get(name.substring(0, name.length() - TOTAL.length())) : null;
        if (base != null && base.type == Type.COUNTER) {
            // OpenMetrics says of a counter what it is without that ending.
            part.type = base.type;
            part.help = base.help;
        }
        parts.put(name, part);
        return part;
    }

    private static int skipSpace(String text, int from, int to) {
        int i = from;
        while (i < to && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}

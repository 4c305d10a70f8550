package dev.mosaicstack.core.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.error.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Collects what is wrong with a caller's fields, so that one answer names all of them. The values it returns for wrong
 * fields are placeholders: call {@link #done} before using any.
 */
public final class Check {

    /** Longest name, title, topic or reason, in UTF-16 units. */
    public static final int MAX_TEXT = 500;

    /** Longest capability. */
    public static final int MAX_NAME = 100;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern NAME = Pattern.compile("[\\p{Alnum}][\\p{Alnum}._:/+#-]{0,99}");

    /** RFC 3339 ends there, and so do the numbers in which times are stored. */
    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

    private final Map<String, String> problems = new LinkedHashMap<>();

    public Check problem(String field, String problem) {
        problems.putIfAbsent(field, problem);
        return this;
    }

    /** Not blank, at most {@link #MAX_TEXT} long. */
    public String text(String field, String value) {
        if (value == null || value.isBlank()) {
            problem(field, "is required");
            return "";
        }
        return optionalText(field, value, MAX_TEXT);
    }

    public String optionalText(String field, String value, int max) {
        if (value != null && value.length() > max) {
            problem(field, "is longer than " + max + " characters");
        }
        return value;
    }

    /** A lower-case UUID. */
    public String id(String field, String value) {
        if (value == null) {
            problem(field, "is required");
            return "";
        }
        return optionalId(field, value);
    }

    public String optionalId(String field, String value) {
        if (value != null && !ID.matcher(value).matches()) {
            problem(field, "is not an id (a lower-case UUID)");
        }
        return value;
    }

    /** A null stands for the default; anything outside the bounds is a problem, never clipped. */
    public int number(String field, Integer value, int min, int max, int byDefault) {
        if (value == null) {
            return byDefault;
        }
        return (int) number(field, value.longValue(), min, max);
    }

    public long required(String field, Long value, long min, long max) {
        if (value == null) {
            problem(field, "is required");
            return min;
        }
        return number(field, value, min, max);
    }

    private long number(String field, long value, long min, long max) {
        if (value < min || value > max) {
            problem(field, "is not between " + min + " and " + max);
        }
        return value;
    }

    /** Capabilities: short names, at most 100, doubles are taken once. */
    public Set<String> names(String field, List<String> values) {
        var names = new LinkedHashSet<String>();
        for (String value : values == null ? List.<String>of() : values) {
            names.add(name(field, value));
        }
        if (names.size() > 100) {
            problem(field, "has more than 100 entries");
        }
        return names;
    }

    /** A capability or another short name: letters, digits and {@code . _ : / + # -}, at most 100. */
    public String name(String field, String value) {
        if (value == null || !NAME.matcher(value).matches()) {
            problem(field, "is not a name (1 to 100 letters, digits or . _ : / + # -)");
        }
        return value == null ? "" : value;
    }

    public Set<String> ids(String field, List<String> values, int max) {
        var ids = new LinkedHashSet<String>();
        for (String value : values == null ? List.<String>of() : values) {
            ids.add(id(field, value));
        }
        if (ids.size() > max) {
            problem(field, "has more than " + max + " entries");
        }
        return ids;
    }

    /** A null is taken as it is. */
    public String oneOf(String field, String value, String... allowed) {
        if (value != null && !List.of(allowed).contains(value)) {
            problem(field, "is not one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** A JSON object or nothing; its text is bounded by the body limit of the call. */
    public JsonNode object(String field, JsonNode value) {
        if (value != null && !value.isNull() && !value.isObject()) {
            problem(field, "is not an object");
        }
        return value == null || value.isNull() ? null : value;
    }

    public Instant future(String field, Instant value, Instant now) {
        if (value != null && !value.isAfter(now)) {
            problem(field, "is not in the future");
        } else if (value != null && !value.isBefore(TOO_LATE)) {
            problem(field, "is after the year 9999");
        }
        return value;
    }

    /** A day as RFC 3339 writes it, {@code 2026-11-20}, between 1970 and 9999; a null is the default. */
    public LocalDate day(String field, String value, LocalDate byDefault) {
        if (value == null) {
            return byDefault;
        }
        try {
            LocalDate day = LocalDate.parse(value);
            storable(field, day.atStartOfDay(ZoneOffset.UTC).toInstant());
            return day;
        } catch (DateTimeParseException e) {
            problem(field, "is not a day (YYYY-MM-DD)");
            return byDefault;
        }
    }

    /** Begin and end of a time that a list shows; a null is open. Both between 1970 and 9999, the begin before the end. */
    public Check period(Instant since, Instant until) {
        storable("since", since);
        storable("until", until);
        if (since != null && until != null && !since.isBefore(until)) {
            problem("until", "is not after since");
        }
        return this;
    }

    private void storable(String field, Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || !time.isBefore(TOO_LATE))) {
            problem(field, "is not between 1970 and 9999");
        }
    }

    /** @throws Refusal.Invalid {@code INVALID_FIELD}, naming every field that has a problem */
    public void done() {
        if (!problems.isEmpty()) {
            var detail = new StringBuilder();
            problems.forEach((field, problem) -> detail.append(detail.isEmpty() ? "" : "; ")
                    .append(field)
                    .append(' ')
                    .append(problem));
            throw new Refusal.Invalid("INVALID_FIELD", detail.toString(), problems);
        }
    }
}

package dev.mosaicstack.core.webhook;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request's headers: names without case, one value each (of names that differ in case only, the first). Forges send
 * empty headers for what they do not have, so an empty value is no value; only {@link #has} can tell the two apart.
 */
public record Headers(Map<String, String> values) {

    public Headers {
        var copy = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((name, value) -> copy.putIfAbsent(name, value == null ? "" : value));
        values = Collections.unmodifiableMap(copy);
    }

    /** Null where the header is absent or empty. */
    public String first(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The first of these headers that has a value; null where none has. */
    public String firstOf(String... names) {
        for (String name : names) {
            String value = first(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** True for an empty header too: a signature that is there but empty must be refused, not overlooked. */
    public boolean has(String name) {
        return values.containsKey(name);
    }
}

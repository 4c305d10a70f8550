package dev.mosaicstack.functions.metricsscrape.series;

import java.util.HashMap;
import java.util.Map;

/**
 * What was made of a key, look after look, for as long as each look has that key. Targets give the same thousands of
 * series again and again: what is kept is neither made nor moved in memory anew. Not for several threads.
 */
public final class Remembered<K, V> {

    private static final class Entry<V> {
        private final V value;
        private int look;

        Entry(V value) {
            this.value = value;
        }
    }

    private final Map<K, Entry<V>> entries = new HashMap<>();
    private int look;
    private int seen;

    /** A look begins: nothing is seen yet. */
    public void begin() {
        look++;
        seen = 0;
    }

    /** What was made of {@code key}, which is seen now; null where nothing was. */
    public V see(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        mark(entry);
        return entry.value;
    }

    /** {@code value} is made of {@code key}, which is seen now. */
    public void add(K key, V value) {
        var entry = new Entry<>(value);
        mark(entry);
        entries.put(key, entry);
    }

    private void mark(Entry<V> entry) {
        if (entry.look != look) {
            entry.look = look;
            seen++;
        }
    }

    /** How many keys were seen since the look began. */
    public int seen() {
        return seen;
    }

    /** The look is over: what was not seen is forgotten. */
    public void end() {
        if (seen < entries.size()) {
            entries.values().removeIf(entry -> entry.look != look);
        }
    }
}

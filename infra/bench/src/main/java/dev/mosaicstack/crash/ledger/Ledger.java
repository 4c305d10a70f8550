package dev.mosaicstack.crash.ledger;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the load generator knows. It is only added to, by many threads, in the one process that is never killed. An
 * acknowledgement is entered after its answer was read, so what is here was promised.
 */
public final class Ledger {

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Map<Kind, LongAdder> sent = new EnumMap<>(Kind.class);
    private final Map<Kind, LongAdder> duplicates = new EnumMap<>(Kind.class);
    private final LongAdder answered = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final LongAdder unanswered = new LongAdder();

    public Ledger() {
        for (Kind kind : Kind.values()) {
            sent.put(kind, new LongAdder());
            duplicates.put(kind, new LongAdder());
        }
    }

    public void add(Entry entry) {
        entries.add(entry);
    }

    /** Something new goes out; its repeats are not counted again. */
    public void sent(Kind kind, int number) {
        sent.get(kind).add(number);
    }

    /** A repeat of what was acknowledged before got its answer. */
    public void duplicate(Kind kind) {
        duplicates.get(kind).increment();
    }

    /** A call got a 2xx. */
    public void answered() {
        answered.increment();
    }

    /** A call got a 503. */
    public void unavailable() {
        unavailable.increment();
    }

    /** A call got no answer at all: nobody knows what became of it. */
    public void unanswered() {
        unanswered.increment();
    }

    public <E extends Entry> List<E> all(Class<E> type) {
        return entries.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public long sent(Kind kind) {
        return sent.get(kind).sum();
    }

    public long duplicates(Kind kind) {
        return duplicates.get(kind).sum();
    }

    public Calls calls() {
        return new Calls(answered.sum(), unavailable.sum(), unanswered.sum());
    }

    /** How many calls ended which way. */
    public record Calls(long answered, long unavailable, long unanswered) {

        public Calls since(Calls earlier) {
            return new Calls(
                    answered - earlier.answered, unavailable - earlier.unavailable, unanswered - earlier.unanswered);
        }
    }
}

package dev.mosaicstack.crash.bus;

import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Sink;
import dev.mosaicstack.testkit.Sink.Reply;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A sink with a ledger: what it accepted, of each subject in which order. Some of them fail now and then. */
final class Receiver implements AutoCloseable {

    /** What became of one subject here. */
    private static final class Subject {
        private int newest;
        private String wrong;
    }

    private final String name;
    private final int failEvery;
    private final Sink sink;
    private final Map<String, Subject> subjects = new TreeMap<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param failEvery which requests are refused; 0 for none */
    Receiver(String name, int failEvery) {
        this.name = name;
        this.failEvery = failEvery;
        this.sink = Sink.thatKeepsNothing(this::take);
    }

    String name() {
        return name;
    }

    String url() {
        return sink.url();
    }

    private Reply take(Sink.Received request, int nth) {
        if (failEvery > 0 && nth % failEvery == 0) {
            refused.incrementAndGet();
            return nth % (2 * failEvery) == 0 ? new Reply.HangUp() : Sink.answer(500);
        }
        accept(request.header("ce-subject"), Pushes.number(request.text()));
        return Sink.OK;
    }

    private synchronized void accept(String subject, int number) {
        Subject of = subjects.computeIfAbsent(subject, any -> new Subject());
        if (number == of.newest + 1) {
            of.newest = number;
            accepted.incrementAndGet();
        } else if (number <= of.newest) {
            repeated.incrementAndGet();
        } else if (of.wrong == null) {
            of.wrong = "event " + number + " came after " + of.newest;
        }
    }

    long accepted() {
        return accepted.get();
    }

    long repeated() {
        return repeated.get();
    }

    long refused() {
        return refused.get();
    }

    /** By subject, what is wrong with it; {@code expected} says how many events each has. */
    synchronized Map<String, String> wrong(Map<String, Integer> expected) {
        Map<String, String> wrong = new TreeMap<>();
        expected.forEach((subject, events) -> {
            Subject of = subjects.getOrDefault(subject, new Subject());
            if (of.wrong != null) {
                wrong.put(subject, of.wrong);
            } else if (of.newest != events) {
                wrong.put(subject, "has " + of.newest + " of " + events + " events");
            }
        });
        return wrong;
    }

    @Override
    public void close() {
        sink.close();
    }
}

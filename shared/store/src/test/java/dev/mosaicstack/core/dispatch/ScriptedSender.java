package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A sink that answers as it is told, and keeps a ledger. Answers come on threads of their own. */
final class ScriptedSender implements Sender {

    static final Outcome DELIVERED = new Outcome.Delivered();
    static final Outcome BROKEN = new Outcome.Refused(500, "no", null);

    /** What to answer to which attempt for this event; the first is 1. */
    interface Script {
        Outcome answer(Event event, int attempt);
    }

    /** One attempt that has ended. */
    record Sent(long position, String subject, int attempt, Outcome outcome) {}

    private final List<Sent> ledger = new ArrayList<>();
    private final Map<Long, Integer> attempts = new ConcurrentHashMap<>();
    private volatile Script script = (event, attempt) -> DELIVERED;
    private volatile Consumer<Event> onSend = event -> {};
    private volatile CountDownLatch hold = new CountDownLatch(0);

    ScriptedSender script(Script next) {
        script = next;
        return this;
    }

    /** Told of each attempt before it begins. */
    ScriptedSender onSend(Consumer<Event> next) {
        onSend = next;
        return this;
    }

    /** No answer comes before {@link #release}. */
    void hold() {
        hold = new CountDownLatch(1);
    }

    void release() {
        hold.countDown();
    }

    @Override
    public CompletionStage<Outcome> send(Subscription subscription, Event event) {
        onSend.accept(event);
        int attempt = attempts.merge(event.position(), 1, Integer::sum);
        CountDownLatch until = hold;
        return CompletableFuture.supplyAsync(() -> answer(event, attempt, until), Thread::startVirtualThread);
    }

    private Outcome answer(Event event, int attempt, CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Outcome outcome = script.answer(event, attempt);
        synchronized (ledger) {
            ledger.add(new Sent(event.position(), event.subject(), attempt, outcome));
        }
        return outcome;
    }

    @Override
    public void forget(Subscription subscription) {}

    /** Attempts begun for this event. */
    int attempts(long position) {
        return attempts.getOrDefault(position, 0);
    }

    List<Sent> ledger() {
        synchronized (ledger) {
            return List.copyOf(ledger);
        }
    }

    /** Positions of those that the sink took, in the order in which it did. */
    List<Long> delivered() {
        return ledger().stream()
                .filter(sent -> sent.outcome() instanceof Outcome.Delivered)
                .map(Sent::position)
                .toList();
    }

    boolean took(long position) {
        return delivered().contains(position);
    }
}

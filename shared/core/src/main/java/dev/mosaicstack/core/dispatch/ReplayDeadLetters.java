package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Shows what was given up, and tries it again: on its own, not behind or before others of its lane. */
@Singleton
public final class ReplayDeadLetters {

    /** Of one call; the next one takes what is left. */
    private static final int MOST = 10_000;

    private static final int BATCH = 100;

    /**
     * What became of them.
     *
     * @param replayed will be delivered
     * @param gone cannot: their event is not kept any more, or their subscription is deleted
     * @param more whether there are others
     */
    public record Result(int replayed, int gone, boolean more) {}

    private final Store store;
    private final Clock clock;

    public ReplayDeadLetters(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Page<DeadLetter> list(DeadLetters.Filter filter, Page.Ask ask) {
        return Page.of(store.read(tx -> tx.deadLetters().list(filter, ask)), ask, DeadLetter::id);
    }

    /** @throws Refusal.NotFound {@code DEAD_LETTER_UNKNOWN}; then none is replayed */
    public Result these(List<String> ids) {
        return store.write(tx -> ids.stream()
                .map(id -> replay(
                        tx,
                        tx.deadLetters()
                                .find(id)
                                .orElseThrow(
                                        () -> new Refusal.NotFound("DEAD_LETTER_UNKNOWN", "no dead letter " + id))))
                .reduce(new Result(0, 0, false), ReplayDeadLetters::sum));
    }

    /** Newest first, {@value #MOST} at most. */
    public Result all(DeadLetters.Filter filter) {
        var result = new Result(0, 0, false);
        String before = null;
        for (int done = 0; done < MOST; done += BATCH) {
            var ask = new Page.Ask(BATCH, before);
            List<DeadLetter> rows = store.read(tx -> tx.deadLetters().list(filter, ask));
            List<DeadLetter> batch = rows.subList(0, Math.min(BATCH, rows.size()));
            if (batch.isEmpty()) {
                return result;
            }
            before = batch.getLast().id();
            result = sum(result, store.write(tx -> replayThoseThere(tx, batch)));
            if (rows.size() <= BATCH) {
                return result;
            }
        }
        return new Result(result.replayed(), result.gone(), true);
    }

    private Result replayThoseThere(Tx tx, List<DeadLetter> batch) {
        return batch.stream()
                .flatMap(letter -> tx.deadLetters().find(letter.id()).stream())
                .map(letter -> replay(tx, letter))
                .reduce(new Result(0, 0, false), ReplayDeadLetters::sum);
    }

    private Result replay(Tx tx, DeadLetter letter) {
        if (tx.events().find(letter.eventId()).isEmpty()
                || tx.subscriptions().find(letter.subscriptionId()).isEmpty()) {
            return new Result(0, 1, false);
        }
        tx.deadLetters().delete(letter.id());
        tx.dispatches()
                .park(
                        letter.subscriptionId(),
                        new Parked(letter.position(), letter.eventId(), "replay/" + letter.id(), 0, clock.instant()));
        return new Result(1, 0, false);
    }

    private static Result sum(Result one, Result other) {
        return new Result(one.replayed() + other.replayed(), one.gone() + other.gone(), false);
    }
}

package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A database that can be away for a while. */
public final class AwayStore implements Store {

    private final Store store;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean answerLost;

    public AwayStore(Store store) {
        this.store = store;
    }

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** The next write is done, and whoever asked for it does not learn that. */
    public void loseAnAnswer() {
        answerLost = true;
    }

    /** How often it was asked in vain. */
    public int refused() {
        return refused.get();
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        mustBeThere();
        T answer = store.write(work);
        if (answerLost) {
            answerLost = false;
            throw unavailable();
        }
        return answer;
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        mustBeThere();
        return store.read(work);
    }

    private void mustBeThere() {
        if (away) {
            refused.incrementAndGet();
            throw unavailable();
        }
    }

    private static Refusal unavailable() {
        return new Refusal.Unavailable("DATABASE_UNAVAILABLE", "the database is away", Duration.ofSeconds(1));
    }
}

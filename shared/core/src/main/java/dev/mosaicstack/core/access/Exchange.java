package dev.mosaicstack.core.access;

import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.wait.Patience;
import java.util.function.Function;

/** One call on its way to a use case, whichever face it came in by: who makes it, and how it is to be answered. */
public interface Exchange {

    Caller caller();

    /** How a call that makes something answers: where the caller gave the call a key, a repeat gets the same answer. */
    <D, R> Answer<D, R> answer(Class<R> type, Function<D, R> present);

    /**
     * Ends the wait when the caller hangs up, so that nobody is given work who is not there to take it; and as long as it
     * does not, waiting is a sign of life.
     */
    Patience patient(Patience patience);
}

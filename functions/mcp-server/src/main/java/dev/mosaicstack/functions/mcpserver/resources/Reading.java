package dev.mosaicstack.functions.mcpserver.resources;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.wait.Patience;
import java.util.function.Function;
import java.util.function.Supplier;

/** A resource is read as the call is made that answers the same: by this caller, at once, without effect. */
record Reading(Caller caller) implements Exchange {

    @Override
    public <D, R> Answer<D, R> answer(Class<R> type, Function<D, R> present) {
        return Answer.of(present);
    }

    @Override
    public Patience patient(Patience patience) {
        return patience;
    }

    /** @throws Refusal.NotFound also where the id cannot be one at all: in a URI that is no mistake in a field */
    static <R> R found(String thing, String id, Supplier<R> look) {
        try {
            return look.get();
        } catch (Refusal.Invalid invalid) {
            throw Refusal.NotFound.of(thing, id);
        }
    }
}

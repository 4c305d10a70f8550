package dev.mosaicstack.store;

import dev.mosaicstack.core.event.BeforeAnswer;
import dev.mosaicstack.core.event.CommitListener;
import dev.mosaicstack.core.event.Event;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Who is told of commits. One that fails keeps nobody else from being told: what is committed stays so. */
record Listeners(List<CommitListener> afterCommit, List<BeforeAnswer> beforeAnswer) {

    private static final Logger LOG = Logger.getLogger(Listeners.class);

    void committed(List<Event> events) {
        tell(afterCommit, events, listener -> listener.committed(events));
    }

    /** The result of a write, after everybody was told who must be before the caller has it. */
    <T> T answer(Written<T> written) {
        tell(beforeAnswer, written.events(), listener -> listener.committed(written.events()));
        return written.result();
    }

    private static <L> void tell(List<L> listeners, List<Event> events, Consumer<L> told) {
        if (events.isEmpty()) {
            return;
        }
        for (L listener : listeners) {
            try {
                told.accept(listener);
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s failed after a commit", listener.getClass().getSimpleName());
            }
        }
    }
}
